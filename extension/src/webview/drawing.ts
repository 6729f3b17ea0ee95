/** What the page uses of the diagram's room: its drawing half, which needs neither a model nor a grammar. */

export { LayoutCancelled } from '../../../language-server/src/diagram/layout/engine.js';
export { createWorkerEngine, type WorkerLike } from '../../../language-server/src/diagram/layout/engine-worker.js';
export type { Box, LaidOutScene } from '../../../language-server/src/diagram/layout/laid-out.js';
export { createLayout } from '../../../language-server/src/diagram/layout/layout.js';
export { withChanges } from '../../../language-server/src/diagram/scene/changes.js';
export { mark, type SceneMarks } from '../../../language-server/src/diagram/scene/marks.js';
export { neighbourhood } from '../../../language-server/src/diagram/scene/neighbourhood.js';
export type * from '../../../language-server/src/diagram/scene/scene.js';
export { severityMark } from '../../../language-server/src/diagram/svg/badges.js';
export { Markup, type Shape } from '../../../language-server/src/diagram/svg/element.js';
export { stateMark } from '../../../language-server/src/diagram/svg/flows.js';
export { icon } from '../../../language-server/src/diagram/svg/icons.js';
export { legendPanel } from '../../../language-server/src/diagram/svg/legend.js';
export { Redraw } from '../../../language-server/src/diagram/svg/redraw.js';
export { labelOf, renderSvg } from '../../../language-server/src/diagram/svg/render.js';
export { renderSequence } from '../../../language-server/src/diagram/svg/sequence.js';
export { diagramStyles } from '../../../language-server/src/diagram/svg/styles.js';
export { familyOf } from '../../../language-server/src/diagram/svg/themes.js';
