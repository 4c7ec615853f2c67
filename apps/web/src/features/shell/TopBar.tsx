import { CircleHelp, Grid3x3, PanelLeft, PanelRight } from 'lucide-react';
import { useCaptureSource } from '../../api/SourceContext.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { useViewState } from '../../view/viewState.ts';
import { CaptureMenu } from '../captures/CaptureMenu.tsx';
import { UploadButton } from '../captures/UploadButton.tsx';
import { LiveIndicator } from '../live/LiveIndicator.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { useOutlineSwitch } from './useOutlineSwitch.ts';

/** Which panels are open beside the picture. */
export interface Panels {
  readonly outline: boolean;
  readonly details: boolean;
}

/** What is always there; between, a place for what belongs to the open capture. */
export function TopBar(props: {
  readonly panels: Panels;
  readonly onPanels: (panels: Panels) => void;
  readonly onHelp: () => void;
  readonly onFiles: (files: readonly File[]) => void;
  /** False while none is open: then there is nothing beside which panels could stand. */
  readonly hasCapture: boolean;
  /** Hears where that place is. */
  readonly onPlace: (place: HTMLElement | null) => void;
}) {
  const { panels, onPanels, hasCapture } = props;
  const source = useCaptureSource();
  const { view, setView } = useViewState();
  const outline = useOutlineSwitch(panels, onPanels);
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface py-1 pr-2 pl-2">
      {hasCapture && (
        <IconButton
          label="Outline"
          keys="o"
          icon={PanelLeft}
          aria-pressed={outline.isOpen}
          onClick={outline.turn}
        />
      )}
      <h1>
        <a href="#/" className="flex items-center gap-1.5 rounded-md px-1 font-semibold text-base">
          <Logo />
          <span className="max-[960px]:sr-only">vethscope</span>
        </a>
      </h1>
      {source.mode === 'server' ? <CaptureMenu source={source} /> : <Badge>exported page</Badge>}
      <LiveIndicator />
      <div ref={props.onPlace} className="contents" />
      {hasCapture && (
        <IconButton
          label="Who reaches whom"
          keys="r"
          icon={Grid3x3}
          aria-pressed={view.matrix !== undefined}
          onClick={() => setView({ matrix: view.matrix === undefined ? 'services' : undefined })}
        />
      )}
      <div className="ml-auto flex items-center gap-1">
        {source.mode === 'server' && <UploadButton onFiles={props.onFiles} />}
        <ThemeMenu />
        <IconButton label="Keys and help" keys="?" icon={CircleHelp} onClick={props.onHelp} />
        {hasCapture && (
          <IconButton
            label="Details"
            keys="d"
            icon={PanelRight}
            aria-pressed={panels.details}
            onClick={() => onPanels({ ...panels, details: !panels.details })}
          />
        )}
      </div>
    </header>
  );
}

function Logo() {
  return (
    <svg width="18" height="18" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <path d="M4 7v5h5" stroke="var(--kind-netns)" strokeWidth="1.5" />
      <rect x="1" y="1" width="6" height="6" rx="1.5" fill="var(--kind-veth)" />
      <rect x="9" y="9" width="6" height="6" rx="1.5" fill="var(--kind-device)" />
    </svg>
  );
}
