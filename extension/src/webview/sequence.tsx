import * as l10n from '@vscode/l10n';
import { Component, createRef, type JSX } from 'preact';
import type { LaidOutScene, SceneFlow } from './drawing.js';
import { type SequenceEvents, SequenceView } from './sequence-view.js';

interface SequenceProps extends SequenceEvents {
  readonly picture: LaidOutScene;
  readonly flow: SceneFlow;
  /** The view while it is there, for the buttons around it. */
  ready(view: SequenceView | undefined): void;
}

/** One flow in the picture's place: who calls whom, in order, and where the time goes. */
export class Sequence extends Component<SequenceProps> {
  private readonly place = createRef<HTMLElement>();
  private view: SequenceView | undefined;

  override componentDidMount(): void {
    this.view = new SequenceView(this.place.current!, {
      reveal: (id, keepFocus) => this.props.reveal(id, keepFocus),
      close: () => this.props.close(),
    });
    this.props.ready(this.view);
    this.update();
  }

  override componentDidUpdate({ picture, flow }: SequenceProps): void {
    if (picture !== this.props.picture || flow !== this.props.flow) this.update();
  }

  override componentWillUnmount(): void {
    this.props.ready(undefined);
  }

  private update(): void {
    this.view?.show(this.props.picture, this.props.flow);
  }

  render({ flow, close }: SequenceProps): JSX.Element {
    const title = l10n.t('{0} as a sequence', flow.title);
    return (
      <section class="sequence" aria-label={title}>
        <div class="table-bar">
          <span>{title}</span>
          <span class="space" />
          <button type="button" class="plain" onClick={close}>
            {l10n.t('Back to the diagram')}
          </button>
        </div>
        <section
          ref={this.place}
          class="sequence-drawing"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that walk and zoom need the focus
          tabIndex={0}
          aria-label={l10n.t(
            'Sequence. Arrow keys walk through participants and calls, plus and minus zoom, 0 shows everything, Enter goes to the source, Escape goes back.',
          )}
        />
      </section>
    );
  }
}
