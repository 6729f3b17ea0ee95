import type { JSX } from 'preact';
import type { SceneFindings } from './drawing.js';
import { SeverityMark } from './sign.js';

/** Findings, worst first. */
export function Findings({ findings }: { findings: SceneFindings }): JSX.Element {
  const { error, warning, info, hint, messages } = findings;
  const more = error + warning + info + hint - messages.length;
  if (messages.length === 0) return <p class="quiet">No findings.</p>;
  return (
    <>
      <ul class="findings">
        {messages.map(({ rule, severity, message }) => (
          <li>
            <SeverityMark severity={severity} />
            <div>
              <p>
                <Prose text={message} />
              </p>
              <p class="quiet">
                {severity} · {rule}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet">{more} more in the Problems panel.</p>}
    </>
  );
}

/** How many of each severity, as the signs of the picture. */
export function FindingCounts({ findings }: { findings: SceneFindings }): JSX.Element {
  const severities = (['error', 'warning', 'info', 'hint'] as const).filter((severity) => findings[severity] > 0);
  return (
    <span class="counts">
      {severities.map((severity) => (
        <span class="count" title={`${findings[severity]} ${severity}${findings[severity] === 1 ? '' : 's'}`}>
          <SeverityMark severity={severity} />
          {findings[severity]}
        </span>
      ))}
    </span>
  );
}

/** Words between backticks are set as code. */
function Prose({ text }: { text: string }): JSX.Element {
  return (
    <>{text.split('`').map((part, i, parts) => (i % 2 === 1 && i < parts.length - 1 ? <code>{part}</code> : part))}</>
  );
}
