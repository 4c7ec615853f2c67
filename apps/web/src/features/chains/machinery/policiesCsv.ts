import type { PolicyJump, PolicyWay } from '@vethscope/model';
import type { CsvRows } from '../../../ui/csvText.ts';
import { tableCsv } from '../../../ui/tableCsv.ts';
import { lineOf } from '../../../view/lineOf.ts';
import type { ListedEndpoint, PolicyRow } from './policyRows.ts';

interface Line {
  readonly listed: ListedEndpoint;
  readonly way: PolicyWay;
}

/** A line for each direction of the endpoints listed, also of those that are not open. */
export function policiesCsv(
  rows: readonly PolicyRow[],
  titleOf: (jump: PolicyJump) => string,
): CsvRows {
  const titles = (jumps: readonly PolicyJump[]) => jumps.map(titleOf).join(', ');
  return tableCsv<Line>(
    [
      { title: 'Endpoint', text: ({ listed }) => listed.title },
      { title: 'Interface', text: ({ listed }) => listed.endpoint.ifname },
      { title: 'Direction', text: ({ way }) => directionText(way) },
      {
        title: 'Policies',
        text: ({ way }) => titles(way.tiers.flatMap(({ policies }) => policies)),
      },
      { title: 'Profiles', text: ({ way }) => titles(way.profiles) },
      { title: 'Otherwise', text: ({ way }) => way.otherwise?.action ?? '' },
      { title: 'Chain', text: ({ way }) => way.chain },
      { title: 'Source', text: ({ way }) => lineOf(rulesOf(way)) },
    ],
    rows.flatMap((row) =>
      row.kind === 'endpoint'
        ? row.listed.endpoint.ways.map((way) => ({ listed: row.listed, way }))
        : [],
    ),
  );
}

function directionText({ direction, isForwarded }: PolicyWay): string {
  return isForwarded ? `${direction}, forwarded` : direction;
}

/** The rules that lead to the chain, else what it does itself. */
function rulesOf({ dispatch, tiers, profiles, otherwise }: PolicyWay) {
  return [
    ...dispatch,
    ...tiers.flatMap(({ policies }) => policies.map(({ at }) => at)),
    ...profiles.map(({ at }) => at),
    ...(otherwise ? [otherwise.at] : []),
  ].map(({ rule }) => rule.evidence);
}
