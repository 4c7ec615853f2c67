import { evidenceFiles } from '@vethscope/parsers';
import { ChevronDown, ChevronUp, WrapText } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { formatEvidence, parseEvidence } from '../../view/evidenceRange.ts';
import { useViewState } from '../../view/viewState.ts';
import { evidenceOf, subjectOf } from '../details/subject.ts';
import { CommandPicker } from './CommandPicker.tsx';
import { LineList } from './LineList.tsx';
import { inputAt, marksOf, splitLines, textOf } from './marks.ts';
import { RunLine } from './RunLine.tsx';

/** The raw outputs, as captured, with the lines marked that prove what was asked for. */
export function EvidenceTab() {
  const { files: captures, snapshot, index } = useCapture();
  const { view, setView } = useViewState();
  const asked =
    view.evidence ?? formatEvidence(evidenceOf(subjectOf(index, view.selected ?? view.node)));
  const files = useMemo(() => evidenceFiles(captures), [captures]);
  const ranges = useMemo(() => parseEvidence(asked), [asked]);
  const [step, setStep] = useStepThrough(asked);
  const [wrap, setWrap] = useState(true);
  const current = ranges[Math.min(step, ranges.length - 1)];
  const file = files.find(({ path }) => path === current?.file) ?? files[0];
  const lines = useMemo(() => splitLines(file?.text ?? ''), [file]);
  const marks = useMemo(
    () => marksOf(file?.path ?? '', ranges, current, lines.length),
    [file, ranges, current, lines],
  );
  if (!file)
    return (
      <EmptyState title="This capture holds no text">
        None of its files could be read as the output of a command. Upload outputs as text, or the
        archive that <code className="font-mono">vethscope collect</code> makes.
      </EmptyState>
    );
  const isElsewhere = current !== undefined && current.file !== file.path;
  const scrollTo = isElsewhere ? undefined : current;
  const line = scrollTo?.line ?? 1;
  const input = inputAt(snapshot.inputs, file.path, line);
  const run = index.runAt(file.path, line);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-1 border-line border-b py-1.5 pr-2 pl-3">
        <CommandPicker files={files} file={file.path} current={input} />
        <div className="ml-auto flex shrink-0 items-center">
          {ranges.length > 1 && (
            <>
              <span className="px-1 text-ink-3 text-xs tabular-nums" role="status">
                {Math.min(step, ranges.length - 1) + 1} of {ranges.length}
              </span>
              <IconButton
                label="Previous place"
                icon={ChevronUp}
                disabled={step <= 0}
                onClick={() => setStep(step - 1)}
              />
              <IconButton
                label="Next place"
                icon={ChevronDown}
                disabled={step >= ranges.length - 1}
                onClick={() => setStep(step + 1)}
              />
            </>
          )}
          <IconButton
            label="Wrap long lines"
            icon={WrapText}
            aria-pressed={wrap}
            onClick={() => setWrap(!wrap)}
          />
          <CopyButton
            label={ranges.length > 0 ? 'Copy the marked lines' : 'Copy the whole file'}
            text={() => textOf(lines, file.path, ranges)}
          />
        </div>
      </div>
      {run && <RunLine of={run} />}
      {isElsewhere && (
        <p role="status" className="border-line border-b bg-warning-soft px-3 py-1 text-warning">
          This capture has no file “{current.file}”. Shown instead: {file.path}.
        </p>
      )}
      <LineList
        key={file.path}
        label={`Raw output: ${file.path}`}
        lines={lines}
        marks={marks}
        wrap={wrap}
        scrollTo={scrollTo}
        onLine={(line) =>
          setView({ evidence: formatEvidence([{ file: file.path, line, endLine: line }]) })
        }
      />
    </div>
  );
}

/** Which of several places is current; starts again at the first when others are asked for. */
function useStepThrough(key: string): readonly [number, (step: number) => void] {
  const [state, setState] = useState({ key, step: 0 });
  const step = state.key === key ? state.step : 0;
  return [step, (next) => setState({ key, step: next })];
}
