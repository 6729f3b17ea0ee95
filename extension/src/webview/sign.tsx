import type { JSX } from 'preact';
import {
  familyOf,
  icon,
  type ObjectiveState,
  type SceneGroup,
  type SceneNode,
  severityMark,
  stateMark,
} from './drawing.js';

/** A sign of the picture beside words: the same strokes and colours. Its markup holds nothing but numbers. */
function Sign({ markup, size = 16 }: { markup: string; size?: number }): JSX.Element {
  return (
    <svg
      class="sign archlang archlang-vscode"
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: markup }}
    />
  );
}

export function SeverityMark({ severity }: { severity: 'error' | 'warning' | 'info' | 'hint' }): JSX.Element {
  return <Sign markup={severityMark(severity, 8, 8).text} />;
}

export function StateMark({ state }: { state: ObjectiveState }): JSX.Element {
  return <Sign markup={stateMark(state, 8, 8).text} />;
}

export function KindIcon({ node }: { node: SceneNode }): JSX.Element {
  return <Sign markup={coloured(icon(node.icon, 0, 0, 20), `family-${familyOf[node.kind]}`)} size={20} />;
}

export function FrameIcon({ group }: { group: SceneGroup }): JSX.Element {
  return <Sign markup={coloured(icon(group.kind, 0, 0, 20), `frame-${group.kind}`)} size={20} />;
}

function coloured({ text }: { readonly text: string }, name: string): string {
  return `<g class="${name}">${text}</g>`;
}
