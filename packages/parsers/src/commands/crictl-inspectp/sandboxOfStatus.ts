import { type CriSandbox, type Evidence, type Ip, parseIp } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { SANDBOX_STATES } from '../crictl/objects.ts';

/**
 * A PodSandboxStatusResponse of the CRI API (runtime/v1): `status` is the API's; `info` is the
 * runtime's own, of which containerd (SandboxInfo) and CRI-O (createSandboxInfo) both have `pid` and
 * `runtimeSpec`, the OCI specification that the sandbox was started with.
 */
export function sandboxOfStatus(response: unknown, evidence: Evidence): CriSandbox | undefined {
  const status = fieldAt(response, 'status');
  const id = textAt(status, 'id');
  const pod = textAt(status, 'metadata', 'name');
  if (id === undefined || pod === undefined) return undefined;
  const info = unquoted(fieldAt(response, 'info'));
  const namespace = textAt(status, 'metadata', 'namespace');
  const state = textAt(status, 'state');
  const created = textAt(status, 'createdAt');
  const netnsPath = netnsPathOf(info);
  const pid = numberAt(info, 'pid');
  const addresses = addressesOf(status);
  const mode = textAt(status, 'linux', 'namespaces', 'options', 'network');
  return {
    id,
    pod,
    ...(namespace !== undefined && { namespace }),
    ...(state !== undefined && { state: SANDBOX_STATES.get(state) ?? state }),
    ...(created !== undefined && { created }),
    attempt: numberAt(status, 'metadata', 'attempt') ?? 0,
    ...(netnsPath !== undefined && { netnsPath }),
    // A sandbox that has stopped has none, which Go writes as 0.
    ...(pid !== undefined && pid > 0 && { pid }),
    ...(addresses.length > 0 && { addresses }),
    ...(mode !== undefined && { hostNetwork: mode === 'NODE' }),
    evidence,
  };
}

/** Some versions of crictl put the runtime's JSON in as a string. */
function unquoted(info: unknown): unknown {
  if (typeof info !== 'string') return info;
  try {
    return JSON.parse(info);
  } catch {
    return undefined;
  }
}

/** `{ "type": "network", "path": "/var/run/netns/cni-5e2b…" }`; none for the node's own network. */
function netnsPathOf(info: unknown): string | undefined {
  const namespaces = itemsAt(info, 'runtimeSpec', 'linux', 'namespaces');
  const network = namespaces.find((one) => textAt(one, 'type') === 'network');
  return textAt(network, 'path');
}

function addressesOf(status: unknown): readonly Ip[] {
  const more = itemsAt(status, 'network', 'additionalIps').map((one) => textAt(one, 'ip'));
  return [textAt(status, 'network', 'ip'), ...more].flatMap((ip) => parseIp(ip ?? '') ?? []);
}
