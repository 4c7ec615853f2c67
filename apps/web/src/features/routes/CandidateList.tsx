import type { Candidate, Ip, TableLookup } from '@vethscope/model';
import { Check, X } from 'lucide-react';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { RouteWords } from './RouteWords.tsx';

/** The routes of one table that contain an address, best first; each loser with its reason. */
export function CandidateList(props: { readonly table: TableLookup; readonly address: Ip }) {
  const { table, address } = props;
  return (
    <div>
      <p className="text-xs text-ink-3">
        Table <span className="font-mono">{table.table}</span>
        {table.candidates.length === 0 ? `: no route contains ${address}` : ''}
      </p>
      {table.candidates.length === 0 ? null : (
        <ol className="mt-1 divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">
          {table.candidates.map((candidate) => (
            <CandidateRow
              key={`${candidate.route.evidence.file}:${candidate.route.evidence.line}`}
              candidate={candidate}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function CandidateRow({ candidate }: { readonly candidate: Candidate }) {
  const { route, isWinner, why } = candidate;
  return (
    <li className={`flex items-start gap-2 px-2.5 py-1.5 ${isWinner ? 'bg-ok-soft' : ''}`}>
      <span className="mt-0.5 shrink-0">
        {isWinner ? (
          <Check size={14} className="text-ok" aria-label="taken" />
        ) : (
          <X size={14} className="text-ink-3" aria-label="not taken" />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <RouteWords route={route} />
        <p className="text-xs text-ink-2">{why}</p>
      </div>
      <SourceLink evidence={route.evidence} of={`the route to ${route.destination}`} />
    </li>
  );
}
