import type {
  HostElement,
  Id,
  InterfaceElement,
  Ip,
  NetnsElement,
  PodElement,
  TopologyService,
} from '@vethscope/model';
import { assertNever } from '@vethscope/model';

/** What can be one end of a trace: an element of the topology, a service, or a bare address. */
export type Subject =
  | HostElement
  | NetnsElement
  | InterfaceElement
  | PodElement
  | ServiceSubject
  | AddressSubject;

interface ServiceSubject {
  readonly kind: 'service';
  readonly id: Id;
  readonly service: TopologyService;
}

interface AddressSubject {
  readonly kind: 'address';
  readonly address: Ip;
}

/** As it is named in a line for people: `pod default/web`, `namespace control/blue`. */
export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case 'node':
      return `node ${subject.label}`;
    case 'netns':
      return `namespace ${withoutKind(subject.id)}`;
    case 'interface':
      return `interface ${withoutKind(subject.id)}`;
    case 'pod':
      return `pod ${subject.namespace}/${subject.name}`;
    case 'service':
      return `service ${subject.service.namespace}/${subject.service.name}`;
    case 'address':
      return subject.address;
    default:
      return assertNever(subject);
  }
}

/** `netns/control/blue` → `control/blue`. */
function withoutKind(id: Id): string {
  return id.slice(id.indexOf('/') + 1);
}
