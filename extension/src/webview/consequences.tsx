import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { ShowConsequences } from '../preview/messages.js';
import { Prose } from './prose.js';

interface ConsequencesProps {
  readonly consequences: ShowConsequences.Message['consequences'] | undefined;
  select(id: string): void;
}

/** What no longer holds, the first to break in front; read out when it changes. */
export function Consequences({ consequences, select }: ConsequencesProps): JSX.Element {
  return (
    <div class="consequences" role="status">
      {consequences && <Told consequences={consequences} select={select} />}
    </div>
  );
}

function Told({
  consequences,
  select,
}: {
  consequences: NonNullable<ConsequencesProps['consequences']>;
  select(id: string): void;
}): JSX.Element {
  const { broken, more } = consequences;
  if (broken.length === 0) return <p class="holds">{l10n.t('Everything that held as written still holds.')}</p>;
  return (
    <>
      <h3>{broken.length === 1 ? l10n.t('This breaks') : l10n.t('Breaks first')}</h3>
      <ul>
        {broken.map(({ subject, text }, i) => (
          <li key={text} class={i === 0 ? 'first' : undefined}>
            {i === 1 && <h3>{l10n.t('Then')}</h3>}
            {subject === undefined ? (
              <p>
                <Prose text={text} />
              </p>
            ) : (
              <button type="button" class="row" onClick={() => select(subject)}>
                <span>
                  <Prose text={text} />
                </span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet">{l10n.t('and {0} more.', more)}</p>}
    </>
  );
}
