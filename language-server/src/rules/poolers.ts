import type { Component, Link, Model } from '../model/model.js';
import type { Fix } from '../model/problem.js';
import { freeName, insertDeclaration, renameTarget } from './edits.js';

export const isPooler = ({ properties }: Component): boolean => properties.role?.value === 'pooler';

/**
 * A pooler in front of a database that takes over these links: many connections before it, `pool` of each of its two replicas
 * behind it. Links that say which tables, copies or misses they are about are left to a person.
 */
export function putPooler(model: Model, target: Component, links: readonly Link[], pool: number): Fix[] {
  const isPlain = ({ chain, properties }: Link): boolean =>
    chain.links.length === 1 &&
    !properties.reads &&
    !properties.stores &&
    !properties['read-from'] &&
    !properties['on-miss'];
  if (pool < 1 || !links.every(isPlain)) return [];
  const name = freeName(model, `${target.name}-pooler`);
  const edits = [
    insertDeclaration(model, target, `service ${name} { role: pooler, replicas: 2 }`, 'before'),
    ...links.map((link) => renameTarget(model, link, name)),
    insertDeclaration(model, links[links.length - 1], `${name} -> ${target.id} { pool: ${pool}, deadline: propagate }`),
  ];
  return [{ title: `Put a pooler \`${name}\` in front of \`${target.id}\``, safe: false, edits }];
}
