import * as l10n from '@vscode/l10n';
import type { ComponentChildren, JSX } from 'preact';
import { componentCount } from './counts.js';
import type { LaidOutScene, SceneEdge, SceneFindings, SceneGroup, SceneNode } from './drawing.js';
import { FigureList } from './figure-list.js';
import { Findings } from './findings.js';
import { NodeActions } from './node-actions.js';
import { Overview } from './overview.js';
import { FrameIcon, KindIcon } from './sign.js';
import { type DetailsProps, subjectOf } from './state.js';

/** What is known of the selected thing, else of the whole design. */
export function Details(props: DetailsProps): JSX.Element {
  const { picture, state } = props;
  const is = ({ id }: { id: string }) => id === state.selected;
  const node = picture.nodes.find(is);
  const edge = picture.edges.find(is);
  const group = picture.groups.find(is);
  if (node) return <NodeDetails {...props} node={node} />;
  if (edge) return <EdgeDetails {...props} edge={edge} />;
  if (group) return <GroupDetails {...props} group={group} />;
  return <Overview {...props} />;
}

function NodeDetails({ node, ...props }: DetailsProps & { node: SceneNode }): JSX.Element {
  const { edges } = props.picture;
  const { kindLabel, engine, replicas, placement, hides } = node;
  return (
    <Panel
      {...props}
      id={node.id}
      icon={<KindIcon node={node} />}
      title={node.title}
      subtitle={node.future ? l10n.t('{0}, planned', kindLabel) : kindLabel}
      findings={node.findings}
      facts={[
        [l10n.t('Engine'), engine],
        [l10n.t('Replicas'), replicas?.text.replace('×', '')],
        [l10n.t('Placement'), placement],
        [l10n.t('Components inside'), hides?.toString()],
      ]}
      links={
        <>
          <Links
            {...props}
            title={l10n.t('Called by')}
            edges={edges.filter(({ target }) => target === node.id)}
            end="source"
          />
          <Links
            {...props}
            title={l10n.t('Calls')}
            edges={edges.filter(({ source }) => source === node.id)}
            end="target"
          />
        </>
      }
    >
      <NodeActions {...props} node={node} />
    </Panel>
  );
}

function EdgeDetails({ edge, ...props }: DetailsProps & { edge: SceneEdge }): JSX.Element {
  const { words, links, source, target } = edge;
  const end = (id: string) => (
    <button type="button" class="row" onClick={() => props.actions.change({ selected: id })}>
      <span class="name">{titleOf(props.picture, id)}</span>
    </button>
  );
  return (
    <Panel
      {...props}
      id={edge.id}
      title={`${titleOf(props.picture, source)} → ${titleOf(props.picture, target)}`}
      subtitle={linkKind(edge)}
      findings={edge.findings}
      facts={[
        [l10n.t('For'), words],
        [l10n.t('Links'), links > 1 ? String(links) : undefined],
        // The links that a collapsed group makes one have no figures together but this.
        [l10n.t('Peak rate'), links > 1 ? edge.rate?.text : undefined],
      ]}
      links={
        <>
          <h3>{l10n.t('From')}</h3>
          {end(source)}
          <h3>{l10n.t('To')}</h3>
          {end(target)}
        </>
      }
    />
  );
}

function linkKind({ implied, synchronous }: SceneEdge): string {
  if (implied === 'dead-letter') return l10n.t('Dead letters');
  if (implied === 'fallback') return l10n.t('Fallback');
  return synchronous ? l10n.t('Call, waits for the answer') : l10n.t('Asynchronous hand-over');
}

const groupLabels = () => ({ region: l10n.t('Region'), zone: l10n.t('Zone'), group: l10n.t('Group') });

function GroupDetails({ group, ...props }: DetailsProps & { group: SceneGroup }): JSX.Element {
  const inside = props.picture.nodes.filter((node) => node.group === group.id);
  return (
    <Panel
      {...props}
      id={group.id}
      icon={<FrameIcon group={group} />}
      title={group.title}
      subtitle={`${groupLabels()[group.kind]}, ${componentCount(inside.length)}`}
      findings={group.findings}
      facts={[]}
    >
      <div class="actions">
        <button type="button" class="action" onClick={() => props.actions.toggle(group.id)}>
          {l10n.t('Collapse')}
        </button>
        <button type="button" class="action" onClick={() => props.actions.change({ focus: group.id })}>
          {l10n.t('Show only this')}
        </button>
      </div>
    </Panel>
  );
}

interface PanelProps extends DetailsProps {
  readonly id: string;
  readonly icon?: JSX.Element;
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly (readonly [string, string | undefined])[];
  readonly findings: SceneFindings;
  readonly links?: JSX.Element;
  readonly children?: ComponentChildren;
}

function Panel({
  state,
  actions,
  id,
  icon,
  title,
  subtitle,
  facts,
  findings,
  links,
  children,
}: PanelProps): JSX.Element {
  const details = state.details?.id === subjectOf(state) ? state.details : undefined;
  return (
    <>
      <header>
        {icon}
        <div>
          <h2>{title}</h2>
          <p class="quiet">{subtitle}</p>
        </div>
      </header>
      <div class="ways">
        <button type="button" class="plain" onClick={() => actions.reveal(id, false)}>
          {l10n.t('Go to source')}
        </button>
        <button type="button" class="plain" onClick={() => actions.change({ selected: undefined })}>
          {l10n.t('Whole design')}
        </button>
      </div>
      <Facts facts={facts} />
      {children}
      <Findings findings={findings} details={details?.findings} fix={actions.fix} go={actions.go} />
      {details && <FigureList key={id} details={details} go={actions.go} />}
      {links}
    </>
  );
}

function Facts({ facts }: Pick<PanelProps, 'facts'>): JSX.Element | null {
  const known = facts.filter(([, value]) => value !== undefined);
  if (known.length === 0) return null;
  return (
    <dl>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface LinksProps extends DetailsProps {
  readonly title: string;
  readonly edges: readonly SceneEdge[];
  readonly end: 'source' | 'target';
}

function Links({ picture, actions, title, edges, end }: LinksProps): JSX.Element | null {
  if (edges.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="links">
        {edges.map((edge) => (
          <li key={edge.id}>
            <button type="button" class="row" onClick={() => actions.change({ selected: edge.id })}>
              <span class="name">{titleOf(picture, edge[end])}</span>
              <span class="figure">{edge.rate?.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function titleOf({ nodes }: LaidOutScene, id: string): string {
  return nodes.find((node) => node.id === id)?.title ?? id;
}
