import type { Component, Field, Flow, Link, Model, Table } from '../model/model.js';

/** Links between the same ends with the same arrow, which figures call by one name. */
export interface Parallel {
  readonly what: 'parallel';
  readonly id: string;
  readonly links: readonly Link[];
}

export type Subject =
  | Component
  | Field
  | Flow
  | Link
  | Parallel
  | Table
  | { readonly what: 'system'; readonly id: 'system' };

/** What figures are about, by id and by whatever else it may be called. */
export class Subjects {
  private readonly byId = new Map<string, Subject>([['system', { what: 'system', id: 'system' }]]);
  private readonly first = new Map<string, Link>();

  constructor(private readonly model: Model) {
    // Where a name stands for two things, the later one here wins: a component before its group's namesake.
    const fields = model.tables.flatMap((table) => table.fields);
    for (const list of [model.links, fields, model.tables, model.flows, model.components]) {
      for (const subject of list) this.byId.set(subject.id, subject);
    }
    this.joinParallels();
  }

  /** Each link by itself and, where several run between the same ends, all of them together. */
  get all(): readonly Subject[] {
    const listed: Subject[] = [];
    for (const subject of this.byId.values()) {
      listed.push(subject);
      const first = subject.what === 'parallel' ? this.first.get(subject.id) : undefined;
      if (first) listed.push(first);
    }
    return listed;
  }

  /** A name as written in a figure: an id, a longer or shorter name of the same thing, or a link by its ends. */
  named(written: string): Subject | undefined {
    const known = this.byId.get(written);
    if (known) return known;
    const link = written.match(/^(.+?)(->|~>)(.+?)(#\d+)?$/);
    if (!link) {
      const declared = this.model.find(written);
      if (declared) return this.byId.get(declared.id);
      // A field under a longer or shorter name of its table.
      const dot = written.lastIndexOf('.');
      const table = dot > 0 ? this.model.find(written.slice(0, dot)) : undefined;
      return table?.what === 'table' ? this.byId.get(table.id + written.slice(dot)) : undefined;
    }
    const [, from, arrow, to, number = ''] = link;
    const source = this.named(from);
    const target = this.named(to);
    if (!source || !target) return undefined;
    const ends = `${source.id}${arrow}${target.id}`;
    return number === '#1' ? (this.first.get(ends) ?? this.byId.get(ends)) : this.byId.get(ends + number);
  }

  /** What is meant by something with an id: a link of the model by itself, a mere id as in a name. */
  meant(subject: { readonly id: string }): Subject | undefined {
    const first = this.first.get(subject.id);
    return first === subject ? first : this.byId.get(subject.id);
  }

  private joinParallels(): void {
    const groups = new Map<string, Link[]>();
    for (const link of this.model.links) {
      const [ends] = link.id.split('#');
      const group = groups.get(ends);
      if (group) group.push(link);
      else groups.set(ends, [link]);
    }
    for (const [id, links] of groups) {
      if (links.length < 2) continue;
      this.first.set(id, links[0]);
      this.byId.set(id, { what: 'parallel', id, links });
    }
  }
}
