import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { Place, ShowDetails } from '../preview/messages.js';

type Details = ShowDetails.Message['details'];
type FigureView = Details['figures'][number];

interface FigureListProps {
  readonly details: Details;
  go(location: Place): void;
}

/** Shown at once; the others on demand. */
const main = new Set([
  'rate.peak',
  'utilisation',
  'headroom',
  'latency.mean',
  'latency.p99',
  'availability',
  'storage',
  'cost.month',
  'breaking-point',
  'timeout.worst-case',
]);

/** Figures that open to show how they come about. */
export function FigureList({ details, go }: FigureListProps): JSX.Element | null {
  const known = details.figures.filter((figure) => figure.known);
  const unknown = details.figures.filter((figure) => !figure.known);
  const first = known.filter(({ figure }) => main.has(figure));
  const others = known.filter(({ figure }) => !main.has(figure));
  if (details.figures.length === 0) return null;
  const list = (figures: readonly FigureView[]) =>
    figures.map((figure) => (
      <Figure key={figure.name} figure={figure} label={figure.figure} details={details} go={go} />
    ));
  return (
    <section class="figures" aria-label={l10n.t('Figures')}>
      <h3>{l10n.t('Figures')}</h3>
      {list(first)}
      {others.length > 0 && (
        <details class="more">
          <summary>{others.length === 1 ? l10n.t('1 more figure') : l10n.t('{0} more figures', others.length)}</summary>
          {list(others)}
        </details>
      )}
      {unknown.length > 0 && (
        <details class="more">
          <summary>
            {unknown.length === 1 ? l10n.t('1 unknown figure') : l10n.t('{0} unknown figures', unknown.length)}
          </summary>
          {list(unknown)}
        </details>
      )}
    </section>
  );
}

interface FigureProps extends FigureListProps {
  readonly figure: FigureView;
  readonly label: string;
}

function Figure({ figure, label, details, go }: FigureProps): JSX.Element {
  const { text, known, formula, inputs, missing, notes, spread } = figure;
  return (
    <details class="figure-view">
      <summary>
        <span class="name">{label}</span>
        <span class="figure">{text}</span>
      </summary>
      <div class="working">
        {!known && missing.length > 0 && <p>{l10n.t('The design does not say {0}.', missing.join(', '))}</p>}
        {known && formula !== '' && <p class="formula">= {formula}</p>}
        {spread && <p class="quiet">{spread}</p>}
        {inputs.map((input) => {
          const step =
            input.figure === undefined
              ? undefined
              : (details.steps[input.figure] ?? details.figures.find(({ name }) => name === input.figure));
          return step && step !== figure ? (
            <Figure key={input.name} figure={step} label={input.name} details={details} go={go} />
          ) : (
            <Input key={input.name} input={input} go={go} />
          );
        })}
        {notes.map((note) => (
          <p key={note} class="quiet">
            {note}
          </p>
        ))}
      </div>
    </details>
  );
}

function Input({ input, go }: { input: FigureView['inputs'][number]; go: FigureListProps['go'] }): JSX.Element {
  const { name, text, origin, source, place } = input;
  return (
    <div class="input">
      <span class="name">{name}</span>
      <span class="figure">{text}</span>
      <span class="quiet origin">
        {origin}
        {source !== undefined && `: ${source}`}
        {place && (
          <button type="button" class="plain" title={l10n.t('Go to source')} onClick={() => go(place.location)}>
            {place.label}
          </button>
        )}
      </span>
    </div>
  );
}
