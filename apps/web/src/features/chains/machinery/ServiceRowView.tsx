import { Badge } from '../../../ui/Badge.tsx';
import { plural } from '../../../ui/format.ts';
import { KindGlyph } from '../../../ui/KindGlyph.tsx';
import { addressText } from '../../rules/addressText.ts';
import { Expander } from './Expander.tsx';
import type { ListedService } from './serviceRows.ts';
import { WAY_WORDS } from './wayWords.ts';

/** A service port in two lines: what it is called, and the addresses that it is reached by. */
export function ServiceRowView(props: {
  readonly listed: ListedService;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { title, service } = props.listed;
  return (
    <Expander isOpen={props.isOpen} onToggle={props.onToggle}>
      <span className="flex items-start gap-2">
        <span className="flex h-5 items-center">
          <KindGlyph kind="service" size={12} />
        </span>
        <span className="min-w-0 flex-1 font-medium text-ink [overflow-wrap:anywhere]">
          {title}
        </span>
        <span className="shrink-0 text-ink-3 text-xs leading-5">
          {plural(service.endpoints.length, 'endpoint')}
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-ink-2 text-xs">
        {service.ways.map(({ kind, address, port, at }) => (
          <span key={`${at.chain} ${at.rule.number}`}>
            {WAY_WORDS[kind]}{' '}
            <span className="font-mono">
              {addressText(address, port)}/{service.protocol}
            </span>
          </span>
        ))}
        {service.affinitySeconds === undefined ? null : <Badge>affinity</Badge>}
      </span>
    </Expander>
  );
}
