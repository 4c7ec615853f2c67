import type { Locator, Page } from '@playwright/test';
import { median } from '../compare.ts';

type Movement = 'pan' | 'zoom';

/** Median milliseconds from frame to frame while the picture is moved, one step a frame. */
export async function frameWhile(movement: Movement, page: Page): Promise<number> {
  const picture = page.locator('[data-viewport]');
  const before = await picture.getAttribute('data-viewport');
  const frames = await picture.evaluate(movement === 'pan' ? dragGround : turnWheel);
  if ((await picture.getAttribute('data-viewport')) === before) {
    throw new Error(`the picture did not ${movement}`);
  }
  return median(frames);
}

/** Median milliseconds from frame to frame while a list is scrolled, 400 pixels a frame. */
export async function frameWhileScrolling(list: Locator): Promise<number> {
  return median(await list.evaluate(scrollDown));
}

/** Runs in the page. A picture that is slow to redraw is dragged less far, not longer. */
function dragGround(picture: Element): Promise<readonly number[]> {
  const steps = 60;
  const patience = 5_000;
  const { left, top } = picture.getBoundingClientRect();
  const send = (type: string, step: number) =>
    // Begun inside the margin that fitting leaves: there is nothing but ground.
    (document.elementFromPoint(left + 6, top + 6) ?? picture).dispatchEvent(
      new MouseEvent(type, {
        ...{ bubbles: true, cancelable: true, view: window, button: 0, buttons: 1 },
        ...{ clientX: left + 6 + 4 * step, clientY: top + 6 + 2 * step },
      }),
    );
  return new Promise((resolve) => {
    const frames: number[] = [];
    send('mousedown', 0);
    const started = performance.now();
    let last = started;
    const tick = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      const isTired = frames.length > 4 && now - started > patience;
      if (frames.length < steps && !isTired) {
        send('mousemove', frames.length);
        requestAnimationFrame(tick);
      } else {
        send('mouseup', frames.length);
        // The first steps are those before the drag is taken for one.
        resolve(frames.slice(2));
      }
    };
    requestAnimationFrame(tick);
  });
}

/** Runs in the page: into the middle of the picture, then half of the way out again. */
function turnWheel(picture: Element): Promise<readonly number[]> {
  const steps = 60;
  const patience = 5_000;
  const { left, top, width, height } = picture.getBoundingClientRect();
  const [clientX, clientY] = [left + width / 2, top + height / 2];
  const target = document.elementFromPoint(clientX, clientY) ?? picture;
  return new Promise((resolve) => {
    const frames: number[] = [];
    const started = performance.now();
    let last = started;
    const tick = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      const isTired = frames.length > 4 && now - started > patience;
      if (frames.length >= steps || isTired) return resolve(frames.slice(2));
      const deltaY = frames.length < (2 * steps) / 3 ? -60 : 60;
      target.dispatchEvent(
        new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX, clientY, deltaY }),
      );
      return requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}

/** Runs in the page. */
function scrollDown(list: Element): Promise<readonly number[]> {
  const steps = 60;
  return new Promise((resolve) => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      if (frames.length >= steps) return resolve(frames.slice(1));
      list.scrollTop += 400;
      return requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}
