import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';

/** How nft prints the values of an expression: marks in hex, names of interfaces in quotes. */
export type ValueForm = 'mark' | 'name' | undefined;

/** Elements of a set that a rule names one by one. */
const MAX_ELEMENTS = 100;

/**
 * An expression of libnftables-json(5) in nft's own words, `undefined` where it is not known:
 * `{"payload": {"protocol": "ip", "field": "saddr"}}` → `ip saddr`.
 */
export function valueText(value: unknown, form?: ValueForm): string | undefined {
  switch (typeof value) {
    case 'string':
      return form === 'name' && !value.startsWith('@') ? `"${value}"` : value;
    case 'number':
      return form === 'mark' ? `0x${value.toString(16).padStart(8, '0')}` : String(value);
    case 'boolean':
      // fib saddr . iif oif missing
      return value ? 'exists' : 'missing';
    default:
      return Array.isArray(value) ? joined(value, ',', form) : objectText(value, form);
  }
}

/** How values that are held against this expression are printed. */
export function formOf(expression: unknown): ValueForm {
  const meta = textAt(expression, 'meta', 'key');
  if (meta === 'mark' || textAt(expression, 'ct', 'key') === 'mark') return 'mark';
  if (meta !== undefined && /^[io]if(name)?$/.test(meta)) return 'name';
  for (const operator of ['&', '|', '^', '<<', '>>']) {
    const [left] = itemsAt(expression, operator);
    if (left !== undefined) return formOf(left);
  }
  return undefined;
}

function objectText(value: unknown, form: ValueForm): string | undefined {
  const [kind, ...more] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (kind === undefined || more.length > 0) return undefined;
  const of = fieldAt(value, kind);
  switch (kind) {
    case 'payload':
      return payloadText(of);
    case 'meta': {
      const key = textAt(of, 'key');
      if (key === undefined) return undefined;
      return /^[io]if(name|group)?$/.test(key) ? key : `meta ${key}`;
    }
    case 'ct':
      return words('ct', textAt(of, 'dir'), textAt(of, 'family'), textAt(of, 'key'));
    case 'rt':
      return words('rt', textAt(of, 'family'), textAt(of, 'key'));
    case 'fib':
      // fib saddr . iif oif
      return words('fib', joined(itemsOf(fieldAt(of, 'flags')), ' . '), textAt(of, 'result'));
    case 'socket':
      return words('socket', textAt(of, 'key'));
    case 'exthdr':
      return words('exthdr', textAt(of, 'name'), textAt(of, 'field'));
    case 'tcp option':
    case 'ip option':
      return words(kind, textAt(of, 'name'), textAt(of, 'field'));
    case 'numgen': {
      const offset = numberAt(of, 'offset') ?? 0;
      const by = words('numgen', textAt(of, 'mode'), 'mod', String(numberAt(of, 'mod')));
      return offset === 0 ? by : `${by} offset ${offset}`;
    }
    case 'prefix': {
      const address = valueText(fieldAt(of, 'addr'));
      const length = numberAt(of, 'len');
      return address === undefined || length === undefined ? undefined : `${address}/${length}`;
    }
    case 'range':
      return joined(itemsOf(of), '-', form);
    case 'concat':
      return joined(itemsOf(of), ' . ', form);
    case 'set':
      return setText(itemsOf(of), form);
    case 'elem':
      return elementText(of, form);
    case 'map': {
      const key = valueText(fieldAt(of, 'key'));
      const data = valueText(fieldAt(of, 'data'));
      return key === undefined || data === undefined ? undefined : `${key} map ${data}`;
    }
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return joined(itemsOf(of), ` ${kind} `, formOf(value) ?? form);
    default:
      return verdictText(kind, of);
  }
}

/** `accept`, `jump from_outside`; `undefined`: no verdict. */
export function verdictText(kind: string, of: unknown): string | undefined {
  switch (kind) {
    case 'accept':
    case 'drop':
    case 'continue':
    case 'return':
      return kind;
    case 'jump':
    case 'goto':
      return words(kind, textAt(of, 'target'));
    default:
      return undefined;
  }
}

/** An element of a named set or map: `tcp . 22`, `80 : 10.0.0.80`, with its time left and comment. */
export function elementText(element: unknown, form?: ValueForm): string | undefined {
  // [80, "10.0.0.80"]: of a map
  if (Array.isArray(element)) return joined(element, ' : ', form);
  const inner = fieldAt(element, 'elem') ?? element;
  const value = fieldAt(inner, 'val');
  if (value === undefined) return valueText(inner, form);
  const text = elementText(value, form);
  if (text === undefined) return undefined;
  const timeout = numberAt(inner, 'timeout');
  const expires = numberAt(inner, 'expires');
  const comment = textAt(inner, 'comment');
  return [
    text,
    ...(timeout === undefined ? [] : [`timeout ${timeout}s`]),
    ...(expires === undefined ? [] : [`expires ${expires}s`]),
    ...(comment === undefined ? [] : [`comment "${comment}"`]),
  ].join(' ');
}

/** `{"protocol": "tcp", "field": "dport"}`, `{"base": "th", "offset": 0, "len": 16}`. */
function payloadText(payload: unknown): string | undefined {
  const protocol = textAt(payload, 'protocol');
  if (protocol !== undefined) return words(protocol, textAt(payload, 'field'));
  const base = textAt(payload, 'base');
  const offset = numberAt(payload, 'offset');
  const length = numberAt(payload, 'len');
  if (base === undefined || offset === undefined || length === undefined) return undefined;
  return `@${base},${offset},${length}`;
}

function setText(elements: readonly unknown[], form: ValueForm): string | undefined {
  const texts = elements.slice(0, MAX_ELEMENTS).map((element) => elementText(element, form));
  if (texts.includes(undefined)) return undefined;
  const more = elements.length - texts.length;
  return `{ ${texts.join(', ')}${more > 0 ? `, … ${more} more` : ''} }`;
}

function joined(
  values: readonly unknown[],
  separator: string,
  form?: ValueForm,
): string | undefined {
  const texts = values.map((value) => valueText(value, form));
  return texts.includes(undefined) ? undefined : texts.join(separator);
}

/** One thing stands for a list of one. */
function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Absent words are left out, but not the last: without it nobody knows what is meant. */
function words(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.at(-1) === undefined
    ? undefined
    : parts.filter((part) => part !== undefined).join(' ');
}
