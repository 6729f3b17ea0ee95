import { describe, expect, it } from 'vitest';
import { found } from '../../extension/src/webview/found.js';

const thing = (id: string, title: string, kind: string) => ({ id, title, kind, groups: [] });
const outline = {
  components: [
    thing('edge', 'Edge', 'CDN, Cloudflare'),
    thing('hot-links', 'Hot links', 'Cache, Redis'),
    thing('lb', 'Load balancer', 'Load balancer, HAProxy'),
    thing('links', 'Links', 'Database, Cassandra'),
    thing('api', 'Link API', 'Service'),
  ],
  groups: [thing('us-east', 'us-east', 'region')],
};
const ids = (text: string) => found(outline, text).map(({ id }) => id);

describe('the search of the preview', () => {
  it('names first what is called so, and keeps the order of the design otherwise', () => {
    expect(ids('a')).toEqual(['api', 'lb', 'us-east', 'edge', 'hot-links', 'links']);
    expect(ids('link')).toEqual(['links', 'api', 'hot-links']);
    expect(ids('LINK api')).toEqual(['api']);
    expect(ids('redis')).toEqual(['hot-links']);
    expect(ids('east')).toEqual(['us-east']);
  });

  it('finds nothing for no words, and no more than fits', () => {
    expect(ids('  ')).toEqual([]);
    const many = Array.from({ length: 20 }, (_, i) => thing(`s${i}`, `Service ${i}`, 'service'));
    expect(found({ components: many, groups: [] }, 's')).toHaveLength(8);
  });
});
