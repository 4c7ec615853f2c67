import { useMutation } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import type { ServerSource } from '../../api/captureSource.ts';
import { Button } from '../../ui/Button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';

/** Saves the capture as one page that opens from disk; says afterwards how large it became. */
export function ExportButton(props: {
  readonly source: ServerSource;
  readonly id: string;
  readonly name: string;
}) {
  const { source, id, name } = props;
  const page = useMutation({
    mutationFn: () => source.exportPage(id),
    onSuccess: (blob) => save(blob, `${name}.html`),
  });
  const label = page.isPending
    ? 'Exporting…'
    : page.data
      ? `Exported, ${formatBytes(page.data.size)}`
      : 'Export';
  return (
    <>
      <Tooltip content="Save as one self-contained page that opens without a server">
        <Button disabled={page.isPending} onClick={() => page.mutate()}>
          <FileDown size={14} aria-hidden="true" />
          <span className={page.data ? '' : 'max-[1100px]:sr-only'}>{label}</span>
        </Button>
      </Tooltip>
      <span role="status" className="sr-only">
        {page.data ? label : ''}
      </span>
      {page.error && (
        <p role="alert" className="max-w-48 text-error text-xs leading-4">
          {page.error.message}
        </p>
      )}
    </>
  );
}

function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has its own hold on the data by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
