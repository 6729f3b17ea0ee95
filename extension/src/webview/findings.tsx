import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { ShowDetails } from '../preview/messages.js';
import { severityCount } from './counts.js';
import type { SceneFindings } from './drawing.js';
import { Prose } from './prose.js';
import { SeverityMark } from './sign.js';

type FindingView = ShowDetails.Message['details']['findings'][number];

interface FindingsProps {
  /** From the picture: at hand at once, without fixes. */
  readonly findings: SceneFindings;
  /** The same with their fixes, once they are there. */
  readonly details: readonly FindingView[] | undefined;
  fix(finding: string, title: string): void;
  go(location: NonNullable<FindingView['location']>): void;
}

/** Findings, worst first. */
export function Findings({ findings, details, fix, go }: FindingsProps): JSX.Element {
  const shown: readonly Partial<FindingView>[] = details ?? findings.messages;
  const { error, warning, info, hint } = findings;
  const more = error + warning + info + hint - shown.length;
  return (
    <>
      <h3>{l10n.t('Findings')}</h3>
      {shown.length === 0 && <p class="quiet">{l10n.t('No findings.')}</p>}
      <ul class="findings">
        {shown.map(({ key, rule, severity, message = '', fixes = [], location, page }) => (
          <li key={key ?? message}>
            <SeverityMark severity={severity!} />
            <div>
              <p>
                <Prose text={message} />
              </p>
              <p class="quiet origin">
                <span>
                  {severity} · {page ? <a href={page}>{rule}</a> : rule}
                </span>
                {location && (
                  <button type="button" class="plain" onClick={() => go(location)}>
                    {l10n.t('Go to source')}
                  </button>
                )}
              </p>
              {fixes.map((title) => (
                <button key={title} type="button" class="action" onClick={() => fix(key!, title)}>
                  <Prose text={title} />
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet">{l10n.t('{0} more in the Problems panel.', more)}</p>}
    </>
  );
}

/** How many of each severity, as the signs of the picture. */
export function FindingCounts({ findings }: { findings: SceneFindings }): JSX.Element {
  const severities = (['error', 'warning', 'info', 'hint'] as const).filter((severity) => findings[severity] > 0);
  return (
    <span class="counts">
      {severities.map((severity) => (
        <span class="count" title={severityCount(severity, findings[severity])}>
          <SeverityMark severity={severity} />
          {findings[severity]}
        </span>
      ))}
    </span>
  );
}
