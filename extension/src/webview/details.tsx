import type { ComponentChildren, JSX } from 'preact';
import type { LaidOutScene, SceneEdge, SceneGroup, SceneNode } from './drawing.js';
import { Findings } from './findings.js';
import { Overview } from './overview.js';
import { FrameIcon, KindIcon } from './sign.js';

export interface DetailsProps {
  readonly picture: LaidOutScene;
  readonly selected: string | undefined;
  readonly flow: string | undefined;
  select(id: string | undefined): void;
  reveal(id: string): void;
  highlight(flow: string | undefined): void;
}

/** The strip beside the picture: what is known of the selected thing, else of the whole design. */
export function Details(props: DetailsProps): JSX.Element {
  const { picture, selected } = props;
  const is = ({ id }: { id: string }) => id === selected;
  const node = picture.nodes.find(is);
  const edge = picture.edges.find(is);
  const group = picture.groups.find(is);
  return (
    <aside class="details" aria-label="Details">
      {node && <NodeDetails {...props} node={node} />}
      {edge && <EdgeDetails {...props} edge={edge} />}
      {group && <GroupDetails {...props} group={group} />}
      {!node && !edge && !group && <Overview {...props} />}
    </aside>
  );
}

const measureNames: Readonly<Record<string, string>> = {
  utilisation: 'Utilisation',
  'latency.p99': 'Latency p99',
  availability: 'Availability',
  'cost.month': 'Cost per month',
};

function NodeDetails({ node, ...props }: DetailsProps & { node: SceneNode }): JSX.Element {
  const { edges } = props.picture;
  const { kindLabel, engine, replicas, placement, rate, measure, hides } = node;
  return (
    <Panel
      {...props}
      id={node.id}
      icon={<KindIcon node={node} />}
      title={node.title}
      subtitle={node.future ? `${kindLabel}, planned` : kindLabel}
    >
      <Facts
        facts={[
          ['Engine', engine],
          ['Replicas', replicas?.text.replace('×', '')],
          ['Placement', placement],
          ['Components inside', hides?.toString()],
          ['Peak rate', rate?.text],
          [measure ? (measureNames[measure.figure] ?? measure.figure) : '', measure?.text],
        ]}
      />
      <h3>Findings</h3>
      <Findings findings={node.findings} />
      <Links {...props} title="Called by" edges={edges.filter(({ target }) => target === node.id)} end="source" />
      <Links {...props} title="Calls" edges={edges.filter(({ source }) => source === node.id)} end="target" />
    </Panel>
  );
}

function EdgeDetails({ edge, ...props }: DetailsProps & { edge: SceneEdge }): JSX.Element {
  const { words, rate, links } = edge;
  return (
    <Panel
      {...props}
      id={edge.id}
      title={`${titleOf(props.picture, edge.source)} → ${titleOf(props.picture, edge.target)}`}
      subtitle={linkKind(edge)}
    >
      <Facts
        facts={[
          ['For', words],
          ['Links', links > 1 ? String(links) : undefined],
          ['Peak rate', rate?.text],
        ]}
      />
      <h3>Findings</h3>
      <Findings findings={edge.findings} />
    </Panel>
  );
}

function linkKind({ implied, synchronous }: SceneEdge): string {
  if (implied === 'dead-letter') return 'Dead letters';
  if (implied === 'fallback') return 'Fallback';
  return synchronous ? 'Call, waits for the answer' : 'Asynchronous hand-over';
}

function GroupDetails({ group, ...props }: DetailsProps & { group: SceneGroup }): JSX.Element {
  const inside = props.picture.nodes.filter((node) => node.group === group.id);
  return (
    <Panel
      {...props}
      id={group.id}
      icon={<FrameIcon group={group} />}
      title={group.title}
      subtitle={`${group.kind}, ${inside.length} ${inside.length === 1 ? 'component' : 'components'}`}
    >
      <h3>Findings</h3>
      <Findings findings={group.findings} />
    </Panel>
  );
}

interface PanelProps extends DetailsProps {
  readonly id: string;
  readonly icon?: JSX.Element;
  readonly title: string;
  readonly subtitle: string;
  readonly children: ComponentChildren;
}

function Panel({ id, icon, title, subtitle, children, select, reveal }: PanelProps): JSX.Element {
  return (
    <>
      <header>
        {icon}
        <div>
          <h2>{title}</h2>
          <p class="quiet">{subtitle}</p>
        </div>
      </header>
      {children}
      <footer>
        <button type="button" class="plain" onClick={() => reveal(id)}>
          Go to source
        </button>
        <button type="button" class="plain" onClick={() => select(undefined)}>
          Whole design
        </button>
      </footer>
    </>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string | undefined])[] }): JSX.Element | null {
  const known = facts.filter(([, value]) => value !== undefined);
  if (known.length === 0) return null;
  return (
    <dl>
      {known.map(([name, value]) => (
        <div>
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

function Links({ picture, title, edges, end, select }: LinksProps): JSX.Element | null {
  if (edges.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="links">
        {edges.map((edge) => (
          <li>
            <button type="button" class="row" onClick={() => select(edge.id)}>
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
