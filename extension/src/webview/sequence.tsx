import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type LaidOutScene, renderSequence, type SceneFlow } from './drawing.js';

interface SequenceProps {
  readonly picture: LaidOutScene;
  readonly flow: SceneFlow;
  close(): void;
}

/** One flow in the picture's place: who calls whom, in order, and where the time goes. */
export function Sequence({ picture, flow, close }: SequenceProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const text = renderSequence(picture, flow, { theme: 'vscode', standalone: false });
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    place.current?.replaceChildren(document.importNode(documentElement, true));
  }, [picture, flow]);
  return (
    <section class="sequence" aria-label={`${flow.title} as a sequence`}>
      <div class="table-bar">
        <span>{flow.title} as a sequence</span>
        <span class="space" />
        <button type="button" class="plain" onClick={close}>
          Back to the diagram
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus */}
      <div ref={place} class="table-scroll" tabIndex={0} />
    </section>
  );
}
