import * as l10n from '@vscode/l10n';
import { Component, createRef, type JSX } from 'preact';
import { type DiagramEvents, DiagramView } from './diagram-view.js';
import type { LaidOutScene } from './drawing.js';
import type { View } from './viewport.js';

interface DiagramProps extends DiagramEvents {
  readonly picture: LaidOutScene;
  readonly selected: string | undefined;
  readonly flow: string | undefined;
  /** Ids of components of which nothing is left. */
  readonly gone: readonly string[];
  readonly initialView: View | undefined;
  /** The view, once it is there, for the buttons around it. */
  ready(view: DiagramView): void;
}

/** Gives the picture its place on the page; inside, the view draws by itself. */
export class Diagram extends Component<DiagramProps> {
  private readonly container = createRef<HTMLDivElement>();
  private view: DiagramView | undefined;

  override componentDidMount(): void {
    const { ready, initialView, ...events } = this.props;
    this.view = new DiagramView(this.container.current!, events, initialView);
    ready(this.view);
    this.update();
  }

  override componentDidUpdate(): void {
    this.update();
  }

  private update(): void {
    this.view?.show(this.props.picture);
    this.view?.select(this.props.selected);
    this.view?.highlight(this.props.flow);
    this.view?.takeAway(this.props.gone);
  }

  render(): JSX.Element {
    return (
      <section
        class="diagram"
        ref={this.container}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that pan and zoom need the focus
        tabIndex={0}
        aria-label={l10n.t(
          'Diagram. Arrow keys pan, plus and minus zoom, 0 shows everything, Tab walks through components and links, Enter goes to the source, c collapses a group.',
        )}
      />
    );
  }
}
