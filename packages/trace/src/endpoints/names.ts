import type { Id } from '@vethscope/model';
import { compareText } from '@vethscope/model';
import { perNetwork } from './perNetwork.ts';
import type { Subject } from './subject.ts';

/** Everything in the capture that has a name, by all that it may be called. */
export interface Names {
  /** `pod/default/web`, `if/control/host/eth0`: exactly one thing. */
  byId(id: string): Subject | undefined;
  /** `default/web`, `control/blue`: things in something that has a name itself. */
  qualified(name: string): readonly Subject[];
  /** `blue`, `control`: namespaces and nodes. */
  bare(name: string): readonly Subject[];
  /** `web`: pods and services, whichever Kubernetes namespace they are in. */
  unqualified(name: string): readonly Subject[];
  /** What to type, sorted: for those who mistyped. */
  readonly all: readonly string[];
}

export const namesOf = perNetwork(({ topology }): Names => {
  const ids = new Map<string, Subject>();
  const qualified = new NameList();
  const placed = new NameList();
  const bare = new NameList();
  const unqualified = new NameList();
  for (const element of topology.nodes) {
    switch (element.kind) {
      case 'external':
        if (element.address !== undefined) {
          ids.set(element.id, { kind: 'address', address: element.address });
        }
        break;
      case 'interface':
        ids.set(element.id, element);
        break;
      case 'node':
        ids.set(element.id, element);
        bare.add(element.label, element);
        break;
      case 'netns':
        ids.set(element.id, element);
        for (const name of [element.name, ...element.aliases]) {
          bare.add(name, element);
          placed.add(`${nameOfNode(element.parent)}/${name}`, element);
        }
        break;
      default:
        ids.set(element.id, element);
        qualified.add(`${element.namespace}/${element.name}`, element);
        unqualified.add(element.name, element);
    }
  }
  for (const service of topology.services) {
    const subject = { kind: 'service', id: service.id, service } as const;
    ids.set(service.id, subject);
    qualified.add(`${service.namespace}/${service.name}`, subject);
    unqualified.add(service.name, subject);
  }
  return {
    byId: (id) => ids.get(id),
    qualified: (name) => [...qualified.get(name), ...placed.get(name)],
    bare: (name) => bare.get(name),
    unqualified: (name) => unqualified.get(name),
    all: [...new Set([...bare.names(), ...qualified.names()])].sort(compareText),
  };
});

class NameList {
  readonly #subjects = new Map<string, Subject[]>();

  add(name: string, subject: Subject): void {
    const known = this.#subjects.get(name);
    if (known) known.push(subject);
    else this.#subjects.set(name, [subject]);
  }

  get(name: string): readonly Subject[] {
    return this.#subjects.get(name) ?? [];
  }

  names(): Iterable<string> {
    return this.#subjects.keys();
  }
}

/** `node/control` → `control`. */
export function nameOfNode(id: Id | undefined): string | undefined {
  return id?.slice('node/'.length);
}
