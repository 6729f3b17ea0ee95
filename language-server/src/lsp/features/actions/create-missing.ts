import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { Kind } from '../../../model/model.js';
import type { NameKind, ValueType } from '../../../model/schema/definition.js';
import { insertDeclaration } from '../../../rules/edits.js';
import type { Snapshot } from '../../snapshot.js';
import { propertyAt } from '../../text/calls.js';
import { contextAt } from '../../text/context.js';
import { membersAt } from '../../text/members.js';
import { workspaceEdit } from '../../text-edits.js';
import { diagnosticOf } from '../diagnostics.js';
import { findingsAt, type Stretch } from './fixes.js';

const plainName = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** What a name hints at, most telling first. */
const hints: readonly (readonly [RegExp, Kind])[] = [
  [/cache|redis|memcache/i, 'cache'],
  [/queue|dead|dlq/i, 'queue'],
  [/topic|events?$|stream|clicks/i, 'topic'],
  [/worker|consumer|processor/i, 'worker'],
  [/\bcdn|edge/i, 'cdn'],
  [/balancer|(^|-)lb($|-)/i, 'lb'],
  [/gateway/i, 'gateway'],
  [/bucket|blob|objects?$|files?$/i, 'storage'],
  [/db$|database|store|sql|postgres|mysql|mongo|table/i, 'database'],
  [/browser|client|user|mobile|app$|web$/i, 'client'],
];
const ofNameKind: Readonly<Partial<Record<NameKind, Kind>>> = {
  client: 'client',
  broker: 'queue',
  cache: 'cache',
  store: 'database',
  job: 'job',
};

/** For a name that nothing bears: declares it, as what its use and its name make likely. */
export function createActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  const { parsed, source, model, file } = snapshot;
  return findingsAt(snapshot, place).flatMap(({ finding, design }) => {
    if (finding.rule !== 'unknown-name') return [];
    const { offset, end } = finding.at;
    const name = source.text.slice(offset, end);
    const statement = membersAt(parsed, finding.at)[0];
    if (!plainName.test(name) || !statement) return [];
    // Of a use inside a block the outermost statement counts: that is where components stand.
    const components = model.components.filter((component) => component.at.file === file && !component.group);
    const near = components.findLast((component) => component.at.end <= statement.offset);
    const at = near?.at ?? { file, offset: statement.offset, end: statement.end };
    const diagnostics = [diagnosticOf(finding, design, (other) => snapshot.uri(other))];
    return kindsAt(snapshot, offset, name).flatMap((kind) => {
      const declaration = `${kind} ${name} {}`;
      const edit = workspaceEdit(snapshot, [insertDeclaration(model, { at }, declaration, near ? 'after' : 'before')]);
      return edit ? [{ title: `Create ${kind} \`${name}\``, kind: CodeActionKind.QuickFix, diagnostics, edit }] : [];
    });
  });
}

/** What the name may stand for at this place; empty where no component is asked for. */
function kindsAt({ parsed }: Snapshot, offset: number, name: string): readonly Kind[] {
  const context = contextAt(parsed, offset);
  const guess = hints.find(([pattern]) => pattern.test(name))?.[1];
  const property = propertyAt(context);
  if (property) {
    const wanted = namesOf(property.definition.type);
    const kinds = wanted.flatMap((kind) => ofNameKind[kind] ?? []);
    if (kinds.length > 0) return [guess !== undefined && isFitting(guess, wanted) ? guess : kinds[0]];
    return wanted.includes('component') ? [guess ?? 'service'] : [];
  }
  const first = context.before[0]?.text;
  const isLink = context.before.some(({ kind }) => kind === 'arrow') || context.before.length === 0;
  if (!isLink || first === 'expect' || first === 'accept' || first === 'forbid') return [];
  return [...new Set<Kind>([guess ?? 'service', guess === undefined ? 'database' : 'service'])];
}

function isFitting(kind: Kind, wanted: readonly NameKind[]): boolean {
  if (wanted.includes('store')) return ['database', 'storage', 'cache', 'queue', 'topic'].includes(kind);
  if (wanted.includes('broker')) return kind === 'queue' || kind === 'topic';
  return wanted.some((name) => ofNameKind[name] === kind);
}

function namesOf(type: ValueType): readonly NameKind[] {
  switch (type.type) {
    case 'name':
      return type.of;
    case 'list':
      return namesOf(type.item);
    case 'either':
      return type.types.flatMap(namesOf);
    default:
      return [];
  }
}
