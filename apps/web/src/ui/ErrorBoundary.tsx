import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { ErrorState } from './states.tsx';

interface Props {
  /** What could not be shown, for the heading: "the picture". */
  readonly what: string;
  /** When it changes, the boundary tries again. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
  readonly resetKey: string;
}

/** Keeps a mistake of ours in one part of the page from taking the rest with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey
      ? null
      : { error: undefined, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorState title={`Cannot show ${this.props.what}`} detail={error.message}>
        <Button onClick={() => this.setState({ error: undefined })}>Try again</Button>
      </ErrorState>
    );
  }
}
