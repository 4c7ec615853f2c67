import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { Button, type ButtonLook } from '../../ui/Button.tsx';

/** Opens the file chooser; the same files can be dropped anywhere on the page. */
export function UploadButton(props: {
  readonly look?: ButtonLook;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        {...(props.look !== undefined && { look: props.look })}
        onClick={() => input.current?.click()}
      >
        <Upload size={14} aria-hidden="true" />
        <span className="max-[1500px]:sr-only">Upload</span>
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Capture file"
        onChange={(event) => {
          props.onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again after it was refused.
          event.target.value = '';
        }}
      />
    </>
  );
}
