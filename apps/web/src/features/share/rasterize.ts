/** Pixels for each of the picture's: sharp on a screen that has two. */
const SCALE = 2;
/** What browsers draw at most, in one direction and in all: larger pictures get fewer pixels. */
const LONGEST_SIDE = 16_384;
const MOST_PIXELS = 120_000_000;

/** An SVG document as PNG, at twice its size where the browser can. */
export async function rasterize(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { width, height } = image;
    const scale = scaleOf(width, height);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('This browser cannot draw a picture of that size: take the SVG.'));
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** At most 2; less where the browser would draw nothing. */
export function scaleOf(width: number, height: number): number {
  const bySide = LONGEST_SIDE / Math.max(width, height);
  const byArea = Math.sqrt(MOST_PIXELS / (width * height));
  return Math.min(SCALE, bySide, byArea);
}
