import { FileDown, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from './Button.tsx';
import { type CsvRows, csvText } from './csvText.ts';
import { saveFile } from './saveFile.ts';

/** Saves a table as it stands: the rows that its filter leaves, in their order, not only those on screen. */
export function CsvButton(props: {
  /** What the table is called; the file, too. */
  readonly name: string;
  readonly rows: () => CsvRows;
  readonly className?: string;
}) {
  const { name, className } = props;
  const [failed, setFailed] = useState(false);
  const save = async () => {
    try {
      saveFile(await csvText(props.rows()), `${name}.csv`, 'text/csv');
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <IconButton
      label={failed ? `${name} could not be saved: try again` : `Save as CSV: ${name}`}
      icon={failed ? TriangleAlert : FileDown}
      onClick={save}
      {...(className !== undefined && { className })}
    />
  );
}
