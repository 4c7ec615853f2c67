import { expect, type Page } from '@playwright/test';
import {
  type Layout,
  layoutTopology,
  type OpenGroups,
  type Topology,
} from '../packages/model/src/index.ts';

/** The sample's: what the tests' server was started with. */
const HOST = 'calico-single-node';

interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Picture {
  readonly layout: Layout;
  readonly viewport: () => Promise<Viewport>;
  /** Near the upper left corner of what stands for an element, in pixels of the page. */
  readonly onScreen: (id: string) => Promise<{ readonly x: number; readonly y: number }>;
  readonly click: (id: string) => Promise<void>;
  readonly clickAt: (point: { readonly x: number; readonly y: number }) => Promise<void>;
  readonly hover: (id: string) => Promise<void>;
}

/**
 * Of `drawn`, else of the sample. The canvas holds no elements to find: the same layout is made here,
 * and the canvas tells its viewport. `open`: groups that are open.
 */
export async function openPicture(
  page: Page,
  drawn?: Topology,
  open: OpenGroups = new Set(),
): Promise<Picture> {
  const canvas = page.getByRole('application');
  await expect(canvas).toHaveAttribute('data-viewport', /./);
  const layout = layoutTopology(drawn ?? (await sampleTopology(page)), { open });
  const viewport = async (): Promise<Viewport> => {
    const text = (await canvas.getAttribute('data-viewport')) ?? '';
    const [x = 0, y = 0, zoom = 1] = text.split(' ').map(Number);
    return { x, y, zoom };
  };
  const pixels = async (point: { readonly x: number; readonly y: number }) => {
    const frame = await canvas.boundingBox();
    const { x, y, zoom } = await viewport();
    return { x: (frame?.x ?? 0) + x + point.x * zoom, y: (frame?.y ?? 0) + y + point.y * zoom };
  };
  const onScreen = async (id: string) => {
    const box = layout.boxes.find((one) => one.element === id || one.id === id);
    if (!box) throw new Error(`${id} is not in the picture`);
    return pixels({ x: box.x + 5, y: box.y + 5 });
  };
  const clickAt = async (point: { readonly x: number; readonly y: number }) => {
    const { x, y } = await pixels(point);
    await page.mouse.click(x, y);
  };
  return {
    layout,
    viewport,
    onScreen,
    click: async (id) => {
      const { x, y } = await onScreen(id);
      await page.mouse.click(x, y);
    },
    clickAt,
    hover: async (id) => {
      const { x, y } = await onScreen(id);
      await page.mouse.move(x, y);
    },
  };
}

async function sampleTopology(page: Page): Promise<Topology> {
  const response = await page.request.get(`/api/v1/captures/${HOST}/topology`);
  return (await response.json()) as Topology;
}
