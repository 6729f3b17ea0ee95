import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { SceneNode } from './drawing.js';
import type { AppActions, AppState } from './state.js';
import { isLost, type Loss, replicasTaken, toggled, withoutReplicas } from './what-if.js';

interface NodeActionsProps {
  readonly state: AppState;
  readonly actions: AppActions;
  readonly node: SceneNode;
}

/** What may be done with a component in the picture: nothing of it changes the file. */
export function NodeActions({ state, actions, node }: NodeActionsProps): JSX.Element {
  const { whatIf, focus } = state;
  const { id, kind, hides, replicas } = node;
  const loss: Loss = { what: 'component', component: id };
  const lost = isLost(whatIf, loss);
  const taken = replicasTaken(whatIf, id);
  const whole = hides === undefined && kind !== 'client';
  return (
    <div class="actions">
      {hides !== undefined && (
        <button type="button" class="action" onClick={() => actions.toggle(id)}>
          {l10n.t('Expand')}
        </button>
      )}
      {whole && !lost && replicas?.value !== undefined && replicas.value > 1 && (
        <button type="button" class="action" onClick={() => actions.think(withoutReplicas(whatIf, id, taken + 1))}>
          {l10n.t('Take away a replica')}
        </button>
      )}
      {taken > 0 && (
        <button type="button" class="action" onClick={() => actions.think(withoutReplicas(whatIf, id, taken - 1))}>
          {l10n.t('Give a replica back')}
        </button>
      )}
      {whole && (
        <button type="button" class="action" onClick={() => actions.think(toggled(whatIf, loss))}>
          {lost ? l10n.t('Give it back') : l10n.t('Take it away')}
        </button>
      )}
      <button type="button" class="action" onClick={() => actions.change({ focus: focus === id ? undefined : id })}>
        {focus === id ? l10n.t('Show everything') : l10n.t('Show only what it is linked to')}
      </button>
    </div>
  );
}
