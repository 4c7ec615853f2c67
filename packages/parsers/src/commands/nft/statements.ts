import type { NftJump, NftStatement } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { formOf, valueText, verdictText } from './valueText.ts';

/** One statement of a rule's `expr`, `{"match": …}`, `{"counter": …}`, `{"drop": null}`, in nft's words. */
export function readStatement(statement: unknown): NftStatement {
  const [kind = '', ...more] =
    typeof statement === 'object' && statement !== null ? Object.keys(statement) : [];
  const of = fieldAt(statement, kind);
  const read = more.length === 0 ? knownStatement(kind, of) : undefined;
  return read ?? { kind: 'unknown', text: shortened(JSON.stringify(statement) ?? '') };
}

const MAX_UNKNOWN = 200;

function shortened(text: string): string {
  return text.length > MAX_UNKNOWN ? `${text.slice(0, MAX_UNKNOWN)}…` : text;
}

function knownStatement(kind: string, of: unknown): NftStatement | undefined {
  const verdict = verdictText(kind, of);
  if (verdict !== undefined) {
    const jumps = jumpsIn({ [kind]: of });
    return { kind: 'verdict', text: verdict, ...(jumps.length > 0 && { jumps }) };
  }
  switch (kind) {
    case 'match':
      return spelled('match', matchText(of));
    case 'vmap': {
      const statement = spelled('verdict', vmapText(of));
      const jumps = jumpsIn(fieldAt(of, 'data'));
      return statement && jumps.length > 0 ? { ...statement, jumps } : statement;
    }
    case 'xt':
      return spelled('compat', `${textAt(of, 'type') ?? 'xt'} ${textAt(of, 'name') ?? ''}`.trim());
    case 'limit':
      return spelled('match', limitText(of));
    case 'ct count':
      return spelled('match', `ct count ${over(of)}${numberAt(of, 'val')}`);
    case 'reject':
    case 'queue':
      return spelled('verdict', kind === 'reject' ? rejectText(of) : queueText(of));
    default:
      return spelled('action', actionText(kind, of));
  }
}

function spelled(kind: NftStatement['kind'], text: string | undefined): NftStatement | undefined {
  return text === undefined ? undefined : { kind, text };
}

function actionText(kind: string, of: unknown): string | undefined {
  switch (kind) {
    case 'counter':
      // counter name "blocked"; what a rule's own has counted is no part of what the rule says.
      return typeof of === 'string' ? `counter name "${of}"` : kind;
    case 'quota':
      return typeof of === 'string'
        ? `quota name "${of}"`
        : `quota ${over(of)}${numberAt(of, 'val')} ${textAt(of, 'val_unit') ?? 'bytes'}`;
    case 'notrack':
      return kind;
    case 'log':
      return logText(of);
    case 'mangle': {
      const key = valueText(fieldAt(of, 'key'));
      const value = valueText(fieldAt(of, 'value'), formOf(fieldAt(of, 'key')));
      return key === undefined || value === undefined ? undefined : `${key} set ${value}`;
    }
    case 'ct helper':
    case 'ct timeout':
    case 'ct expectation':
      return typeof of === 'string' ? `${kind} set "${of}"` : undefined;
    case 'flow':
      return `flow ${textAt(of, 'op')} ${textAt(of, 'flowtable')}`;
    case 'set':
    case 'map':
      return updateText(kind, of);
    case 'dnat':
    case 'snat':
    case 'tproxy':
    case 'redirect':
    case 'masquerade':
      return natText(kind, of);
    case 'fwd':
    case 'dup': {
      const address = valueText(fieldAt(of, 'addr'));
      const device = valueText(fieldAt(of, 'dev'), 'name');
      return [kind, 'to', address, address !== undefined && device ? 'device' : undefined, device]
        .filter((word) => word !== undefined)
        .join(' ');
    }
    default:
      return undefined;
  }
}

/** `ip saddr != 10.0.0.0/8`, `tcp flags syn / fin,syn,rst,ack`, `meta mark & 0xff == 0x40`. */
function matchText(match: unknown): string | undefined {
  const operator = textAt(match, 'op');
  const left = fieldAt(match, 'left');
  const right = valueText(fieldAt(match, 'right'), formOf(left));
  const leftText = valueText(left);
  if (leftText === undefined || right === undefined || operator === undefined) return undefined;
  const [masked, mask] = itemsAt(left, '&');
  if (textAt(masked, 'payload', 'field') === 'flags') {
    return `${valueText(masked)} ${operator === '!=' ? '!= ' : ''}${right} / ${valueText(mask)}`;
  }
  const isPlain = (operator === '==' && masked === undefined) || operator === 'in';
  return isPlain ? `${leftText} ${right}` : `${leftText} ${operator} ${right}`;
}

function vmapText(vmap: unknown): string | undefined {
  const key = fieldAt(vmap, 'key');
  const keyText = valueText(key);
  const data = valueText(fieldAt(vmap, 'data'), formOf(key));
  return keyText === undefined || data === undefined ? undefined : `${keyText} vmap ${data}`;
}

/** `limit rate over 4/minute`, `limit rate 5/second burst 10 packets`, `limit rate 10 mbytes/second`. */
function limitText(limit: unknown): string | undefined {
  const rate = numberAt(limit, 'rate');
  const per = textAt(limit, 'per');
  if (rate === undefined || per === undefined) return undefined;
  const unit = textAt(limit, 'rate_unit');
  const size = unit === undefined || unit === 'packets' ? `${rate}` : `${rate} ${unit}`;
  const burst = numberAt(limit, 'burst');
  const burstUnit = textAt(limit, 'burst_unit') ?? 'packets';
  const isUsual = burst === undefined || burst === 0 || (burst === 5 && burstUnit === 'packets');
  const told = isUsual ? '' : ` burst ${burst} ${burstUnit}`;
  return `limit rate ${over(limit)}${size}/${per}${told}`;
}

function over(of: unknown): string {
  return fieldAt(of, 'inv') === true ? 'over ' : '';
}

/** `reject`, `reject with icmpx admin-prohibited`. */
function rejectText(reject: unknown): string | undefined {
  const type = textAt(reject, 'type');
  const why = textAt(reject, 'expr');
  return ['reject', type && `with ${type}`, why].filter(Boolean).join(' ');
}

function queueText(queue: unknown): string | undefined {
  const flags = [fieldAt(queue, 'flags') ?? []].flat().join(',');
  const number = valueText(fieldAt(queue, 'num') ?? 0);
  return `queue${flags === '' ? '' : ` flags ${flags}`} to ${number}`;
}

function logText(log: unknown): string {
  const prefix = textAt(log, 'prefix');
  const flags = [fieldAt(log, 'flags') ?? []].flat().join(',');
  const numbers = (['group', 'snaplen', 'queue-threshold'] as const).flatMap((name) => {
    const value = numberAt(log, name);
    return value === undefined ? [] : [`${name} ${value}`];
  });
  const level = textAt(log, 'level');
  return [
    'log',
    ...(prefix === undefined ? [] : [`prefix "${prefix}"`]),
    ...numbers,
    ...(level === undefined ? [] : [`level ${level}`]),
    ...(flags === '' ? [] : [`flags ${flags}`]),
  ].join(' ');
}

/** `update @seen { ip saddr limit rate 10/second }`. */
function updateText(kind: 'set' | 'map', of: unknown): string | undefined {
  const element = valueText(fieldAt(of, 'elem'));
  const data = kind === 'map' ? valueText(fieldAt(of, 'data')) : undefined;
  const operation = textAt(of, 'op');
  const name = textAt(of, kind);
  if (element === undefined || operation === undefined || name === undefined) return undefined;
  const inner = itemsAt(of, 'stmt').map(readStatement);
  if (inner.some((statement) => statement.kind === 'unknown')) return undefined;
  const what = [element, ...inner.map(({ text }) => text)].join(' ');
  return `${operation} ${name} { ${what}${data === undefined ? '' : ` : ${data}`} }`;
}

/** `dnat ip to 10.0.0.5:443`, `redirect to :22`, `masquerade random,fully-random`. */
function natText(kind: string, of: unknown): string | undefined {
  const address = fieldAt(of, 'addr');
  const port = fieldAt(of, 'port');
  const addressText = address === undefined ? '' : valueText(address);
  const portText = port === undefined ? '' : valueText(port);
  if (addressText === undefined || portText === undefined) return undefined;
  const host = portText !== '' && addressText.includes(':') ? `[${addressText}]` : addressText;
  const to = portText === '' ? host : `${host}:${portText}`;
  const flags = [fieldAt(of, 'flags') ?? []].flat().join(',');
  return [
    kind,
    ...(textAt(of, 'family') === undefined ? [] : [textAt(of, 'family')]),
    ...(to === '' ? [] : [`to ${to}`]),
    ...(flags === '' ? [] : [flags]),
  ].join(' ');
}

/** Of a verdict, or of all those in a map's elements. */
export function jumpsIn(value: unknown): readonly NftJump[] {
  if (Array.isArray(value)) return value.flatMap(jumpsIn);
  const set = fieldAt(value, 'set');
  if (set !== undefined) return jumpsIn(set);
  return (['jump', 'goto'] as const).flatMap((kind) => {
    const chain = textAt(value, kind, 'target');
    return chain === undefined ? [] : [{ kind, chain }];
  });
}
