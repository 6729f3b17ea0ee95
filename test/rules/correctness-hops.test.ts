import { expect, it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { fixed, linted } from './linting.js';
import { cases } from './reliability/cases.js';

const chains = (first: string, second: string, more = ''): string =>
  `client c {}\nflow f { from: c, rate: 1/s, op: read }\nflow g { from: c, rate: 1/s, op: write }\ngateway g1 {}\nlb l {}\nservice a {}\nservice b {}\n${more}\n${first}\n${second}`;
const shared = chains('c -> g1 -> a { timeout: 1s }', 'c -> g1 -> b { timeout: 1s }');

cases('repeated-hop', [
  ['through a gateway', shared, ['info']],
  ['handed over', chains('c ~> a ~> b', 'c ~> a ~> g1'), ['info']],
  ['in the middle', chains('c -> g1 -> a -> b', 'l -> g1 -> a -> l'), ['info']],
  ['different flows', chains('c -> g1 -> a { for: f }', 'c -> g1 -> b { for: g }'), []],
  ['some of the flows', chains('c -> g1 -> a { for: f }', 'c -> g1 -> b'), ['info']],
  ['one flow of two', chains('c -> g1 -> a { for: [f, g] }', 'c -> g1 -> b { for: g }'), ['info']],
  ['one reads, the other writes', chains('c -> g1 -> a { op: read }', 'c -> g1 -> b'), []],
  ['it has a name of its own', chains('c -> g1 -> a', 'c -> g1 -> b "look up"'), []],
  ['to the same target', chains('c -> g1 -> a', 'c -> g1 -> a'), []],
  ['one ends there', chains('c -> g1 -> a', 'c -> g1'), []],
  ['one waits, the other does not', chains('c -> g1 -> a', 'c ~> g1 ~> b'), []],
  ['a balancer chooses', chains('c -> l -> a', 'c -> l -> b'), []],
  ['only drawn', shared.replace('gateway g1 {}', 'gateway g1 { future: yes }'), []],
  ['three of them', `${shared}\nservice d {}\nc -> g1 -> d`, ['info', 'info']],
]);

it('starts the later chain behind the hop, which halves the load', () => {
  const design = linted(shared);
  const [found] = design.of('repeated-hop');
  expect(found.message).toBe(
    '`c -> g1` is drawn in two chains, and each is a request: `g1` gets two for every one of `c`, and passes both on to `a` and to `b`.',
  );
  const text = fixed(shared, found.fixes[0]);
  expect(text).toContain('\ng1 -> b { timeout: 1s }');
  const peak = (code: string) => estimate(linted(code).model).value(linted(code).model.components[1], 'rate.average');
  expect([peak(shared), peak(text)]).toEqual([4, 2]);
  expect(linted(chains('c -> g1 -> a -> b', 'l -> g1 -> a -> l')).of('repeated-hop')[0].fixes).toEqual([]);
});

const sent = (link: string, store = 'database d {}', head = ''): string =>
  `${head}service s {}\n${store}\ntopic t {}\nworker w {}\ns -> d\n${link}\nt ~> w`;

cases('broker-without-consumer', [
  ['a store that sends nothing by itself', sent('d ~> t'), ['warning']],
  ['objects that send nothing by themselves', sent('d ~> t', 'storage d {}'), ['warning']],
  ['its changes', sent('d ~> t { capture: cdc }'), []],
  ['a cache is no such store', sent('d ~> t', 'cache d {}'), []],
  ['a sketch', sent('d ~> t', undefined, 'system { maturity: sketch }\n'), []],
  ['only drawn', sent('d ~> t', 'database d { future: yes }'), []],
  ['beside one who publishes', `${sent('d ~> t')}\ns ~> t`, ['warning']],
]);

it('offers to capture the changes of a store', () => {
  const after = (code: string) =>
    linted(code)
      .of('broker-without-consumer')[0]
      .fixes.map((fix) => fixed(code, fix));
  expect(after(sent('d ~> t')).map((text) => /d ~> t .*/.exec(text)?.[0])).toEqual([
    'd ~> t { capture: cdc }',
    'd ~> t { capture: outbox }',
  ]);
  expect(after(sent('d ~> t', 'storage d {}'))[0]).toContain('d ~> t { capture: event }');
  const chained = (links: string) =>
    after(`service s {}\ndatabase d {}\ntopic t {}\nworker w {}\n${links}`)[0]?.split('worker w {}\n')[1];
  expect(chained('d ~> t ~> w')).toBe('d ~> t { capture: cdc }\nt ~> w');
  expect(chained('s -> d ~> t ~> w')).toBe('s -> d\nd ~> t { capture: cdc }\nt ~> w');
  expect(chained('t ~> w\ns -> d ~> t')).toBe('t ~> w\ns -> d\nd ~> t { capture: cdc }');
  expect(chained('d ~> t ~> w { group: a }')).toBeUndefined();
});
