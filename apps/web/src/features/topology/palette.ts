import type { Kind } from '@vethscope/model';

/** The colours of the picture: read from ui/tokens.css, since a canvas knows no CSS variables. */
export interface Palette {
  readonly surface: string;
  readonly surface2: string;
  readonly surface3: string;
  readonly bg: string;
  readonly border: string;
  readonly borderStrong: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly error: string;
  readonly ok: string;
  readonly warning: string;
  readonly info: string;
  readonly kinds: Readonly<Record<Kind, string>>;
}

export function readPalette(root: HTMLElement): Palette {
  const style = getComputedStyle(root);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const kind = (name: Kind) => read(`kind-${name}`);
  return {
    surface: read('surface'),
    surface2: read('surface-2'),
    surface3: read('surface-3'),
    bg: read('bg'),
    border: read('border'),
    borderStrong: read('border-strong'),
    text: read('text'),
    text2: read('text-2'),
    text3: read('text-3'),
    accent: read('accent'),
    accentSoft: read('accent-soft'),
    error: read('error'),
    ok: read('ok'),
    warning: read('warning'),
    info: read('info'),
    kinds: {
      node: kind('node'),
      netns: kind('netns'),
      pod: kind('pod'),
      device: kind('device'),
      bridge: kind('bridge'),
      veth: kind('veth'),
      vxlan: kind('vxlan'),
      vlan: kind('vlan'),
      bond: kind('bond'),
      tunnel: kind('tunnel'),
      loopback: kind('loopback'),
      other: kind('other'),
      external: kind('external'),
      route: kind('route'),
    },
  };
}
