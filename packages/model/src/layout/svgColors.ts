import type { Kind } from './kind.ts';
import type { Tone } from './layout.ts';

/** What a picture is drawn with; each is a CSS colour. */
export interface SvgColors {
  /** Behind everything. */
  readonly page: string;
  readonly surface: string;
  readonly surface2: string;
  readonly surface3: string;
  readonly border: string;
  readonly borderStrong: string;
  readonly wire: string;
  readonly accent: string;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly tones: Readonly<Record<Tone, string>>;
  readonly states: Readonly<Record<'up' | 'down' | 'unknown', string>>;
  readonly severities: Readonly<Record<'error' | 'warning' | 'info', string>>;
}

/** The colours of a picture on paper: the light theme of the dashboard. */
export const PAPER_COLORS: SvgColors = {
  page: '#f6f7f9',
  surface: '#ffffff',
  surface2: '#f2f4f7',
  surface3: '#e9ecf1',
  border: '#e1e4ea',
  borderStrong: '#c6ccd6',
  wire: '#606877',
  accent: '#2f55d4',
  kinds: {
    node: '#3d4553',
    netns: '#566072',
    pod: '#1a6e43',
    device: '#2457c5',
    bridge: '#945000',
    veth: '#0a6878',
    vxlan: '#8f2ea8',
    loopback: '#606877',
    external: '#6f5136',
    vlan: '#5f3dc4',
    bond: '#17609f',
    tunnel: '#b31d55',
    other: '#535b69',
    route: '#17609f',
  },
  tones: { strong: '#1a1e26', normal: '#4b5362', quiet: '#606877', bad: '#b3261e' },
  states: { up: '#1a6e43', down: '#b3261e', unknown: '#606877' },
  severities: { error: '#b3261e', warning: '#875200', info: '#2a4cc0' },
};
