import { kindOf } from '@vethscope/model';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { edgeTitle, elementTitle } from '../../view/names.ts';
import type { ViewState } from '../../view/viewState.ts';
import { TAB_TITLES } from '../details/tabTitles.ts';

/** `coredns-p4kzt, pod. Routes.`: what a glance at the page tells. */
export function viewWords(index: CaptureIndex, view: ViewState, capture: string): string {
  const place =
    view.matrix !== undefined ? ' Who reaches whom.' : view.as === 'table' ? ' As a table.' : '';
  return `${subjectWords(index, view.selected, capture)}. ${TAB_TITLES[view.tab]}.${place}`;
}

function subjectWords(index: CaptureIndex, selected: string | undefined, capture: string): string {
  if (selected === undefined) return `${capture}, nothing selected`;
  const element = index.node(selected);
  if (element) {
    const kind = element.kind === 'netns' ? 'namespace' : kindOf(element);
    return `${elementTitle(index, element)}, ${kind}`;
  }
  const edge = index.edge(selected);
  if (edge) return `${edgeTitle(index, edge)}, connection`;
  const service = index.service(selected);
  return service ? `${service.name}, service` : 'Not in this capture';
}
