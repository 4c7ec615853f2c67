import { Upload } from 'lucide-react';
import { useDropzone } from 'react-dropzone';
import { formatBytes } from '../../ui/format.ts';
import { foldersPacked, LARGEST_FOLDER } from './foldersPacked.ts';
import type { Uploads } from './useUploads.ts';

/** Covers the page while files or a folder are dragged over it, and takes them. */
export function DropZone(props: { readonly uploads: Uploads; readonly onEnd: () => void }) {
  const { getRootProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDragLeave: props.onEnd,
    onDrop: async (dropped) => {
      props.onEnd();
      const { files, tooLarge } = await foldersPacked(dropped);
      props.uploads.start(files);
      for (const { name, size } of tooLarge) {
        const most = formatBytes(LARGEST_FOLDER);
        props.uploads.refuse(
          name,
          `the folder holds ${formatBytes(size)}, and ${most} is the most`,
        );
      }
    },
  });
  return (
    <div
      {...getRootProps()}
      className="fixed inset-0 z-50 flex items-center justify-center bg-bg/80 p-6 backdrop-blur-[2px]"
    >
      <div className="pointer-events-none flex flex-col items-center gap-2 rounded-xl border-2 border-accent border-dashed bg-surface px-12 py-10 shadow-pop">
        <Upload size={28} className="text-accent-text" aria-hidden="true" />
        <p className="font-semibold text-base">Drop to open the capture</p>
        <p className="text-ink-2">a folder, .tar.gz, .tgz, .tar, .zip, .md, .txt, .log</p>
      </div>
    </div>
  );
}
