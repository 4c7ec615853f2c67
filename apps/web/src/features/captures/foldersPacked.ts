import { packTar } from 'modern-tar';

/** Bytes: an archive with more in it is not read, so it is not made. */
export const LARGEST_FOLDER = 512 * 2 ** 20;

/** What was dropped, as files to send. */
interface Dropped {
  readonly files: readonly File[];
  readonly tooLarge: readonly { readonly name: string; readonly size: number }[];
}

/** Files as they are, those of a folder as one archive of its name: the folder is the capture. */
export async function foldersPacked(dropped: readonly File[]): Promise<Dropped> {
  const folders = new Map<string | undefined, File[]>();
  for (const file of dropped) {
    const folder = folderOf(file);
    const known = folders.get(folder);
    if (known) known.push(file);
    else folders.set(folder, [file]);
  }
  const files = [...(folders.get(undefined) ?? [])];
  const tooLarge: Dropped['tooLarge'][number][] = [];
  for (const [name, members] of folders) {
    if (name === undefined) continue;
    const size = members.reduce((sum, file) => sum + file.size, 0);
    if (size > LARGEST_FOLDER) tooLarge.push({ name, size });
    else files.push(await pack(name, members));
  }
  return { files, tooLarge };
}

/** `./bundle/host/ip_addr.txt` and `/bundle/…` → `bundle`; `undefined`: dropped by itself. */
function folderOf(file: File): string | undefined {
  const [folder, ...inside] = pathOf(file).split('/');
  return inside.length === 0 ? undefined : folder;
}

/** With the folders that it was dropped with: react-dropzone adds `path`. */
function pathOf(file: File): string {
  const path = 'path' in file && typeof file.path === 'string' ? file.path : file.name;
  return path.replace(/^\.?\//, '');
}

async function pack(folder: string, files: readonly File[]): Promise<File> {
  const entries = await Promise.all(
    files.map(async (file) => {
      const body = new Uint8Array(await file.arrayBuffer());
      return { header: { name: pathOf(file), size: body.length }, body };
    }),
  );
  return new File([new Uint8Array(await packTar(entries))], `${folder}.tar`);
}
