import { createContext, type ReactNode, useContext } from 'react';
import type { CaptureSource } from './captureSource.ts';

const SourceContext = createContext<CaptureSource | undefined>(undefined);

export function SourceProvider(props: {
  readonly source: CaptureSource;
  readonly children: ReactNode;
}) {
  return <SourceContext value={props.source}>{props.children}</SourceContext>;
}

export function useCaptureSource(): CaptureSource {
  const source = useContext(SourceContext);
  if (!source) throw new Error('useCaptureSource() outside of SourceProvider');
  return source;
}
