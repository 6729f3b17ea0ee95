/**
 * What SARIF 2.1.0 says of the properties we write, as JSON Schema in our own words, closed against every other property,
 * with the limits GitHub's code scanning adds.
 */
const text = { type: 'string', minLength: 1 };
const message = { type: 'object', required: ['text'], additionalProperties: false, properties: { text } };
const description = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string', minLength: 1, maxLength: 1024 } },
};
const line = { type: 'integer', minimum: 1 };
const region = {
  type: 'object',
  required: ['startLine', 'startColumn', 'endLine', 'endColumn'],
  additionalProperties: false,
  properties: { startLine: line, startColumn: line, endLine: line, endColumn: line },
};
const artifactLocation = {
  type: 'object',
  required: ['uri', 'uriBaseId'],
  additionalProperties: false,
  properties: {
    // Relative to the repository: neither a scheme nor a leading slash.
    uri: { type: 'string', format: 'uri-reference', pattern: '^(?![a-zA-Z][a-zA-Z0-9+.-]*:)[^/]' },
    uriBaseId: { const: '%SRCROOT%' },
  },
};
const physicalLocation = {
  type: 'object',
  required: ['artifactLocation', 'region'],
  additionalProperties: false,
  properties: { artifactLocation, region },
};
const level = { enum: ['none', 'note', 'warning', 'error'] };
const rule = {
  type: 'object',
  required: ['id', 'name', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration', 'properties'],
  additionalProperties: false,
  properties: {
    id: text,
    name: { type: 'string', minLength: 1, maxLength: 255 },
    shortDescription: description,
    fullDescription: description,
    helpUri: { type: 'string', format: 'uri' },
    help: {
      type: 'object',
      required: ['text', 'markdown'],
      additionalProperties: false,
      properties: { text, markdown: text },
    },
    defaultConfiguration: { type: 'object', required: ['level'], additionalProperties: false, properties: { level } },
    properties: {
      type: 'object',
      required: ['tags', 'problem.severity'],
      additionalProperties: false,
      properties: {
        tags: { type: 'array', uniqueItems: true, maxItems: 10, items: text },
        'problem.severity': { enum: ['error', 'warning', 'recommendation'] },
      },
    },
  },
};
const result = {
  type: 'object',
  required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints'],
  additionalProperties: false,
  properties: {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        required: ['physicalLocation'],
        additionalProperties: false,
        properties: { physicalLocation },
      },
    },
    relatedLocations: {
      type: 'array',
      uniqueItems: true,
      maxItems: 100,
      items: {
        type: 'object',
        required: ['id', 'message', 'physicalLocation'],
        additionalProperties: false,
        properties: { id: { type: 'integer', minimum: 0 }, message, physicalLocation },
      },
    },
    partialFingerprints: { type: 'object', minProperties: 1, additionalProperties: text },
    fixes: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['description', 'artifactChanges'],
        additionalProperties: false,
        properties: {
          description: message,
          artifactChanges: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              required: ['artifactLocation', 'replacements'],
              additionalProperties: false,
              properties: {
                artifactLocation,
                replacements: {
                  type: 'array',
                  minItems: 1,
                  items: {
                    type: 'object',
                    required: ['deletedRegion', 'insertedContent'],
                    additionalProperties: false,
                    properties: {
                      deletedRegion: region,
                      insertedContent: {
                        type: 'object',
                        required: ['text'],
                        additionalProperties: false,
                        properties: { text: { type: 'string' } },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
    suppressions: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['kind', 'status', 'justification', 'location'],
        additionalProperties: false,
        properties: {
          kind: { enum: ['inSource', 'external'] },
          status: { enum: ['accepted', 'underReview', 'rejected'] },
          justification: text,
          location: {
            type: 'object',
            required: ['physicalLocation'],
            additionalProperties: false,
            properties: { physicalLocation },
          },
        },
      },
    },
  },
};

export const sarifSchema = {
  type: 'object',
  required: ['$schema', 'version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', format: 'uri' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: {
        type: 'object',
        required: ['tool', 'automationDetails', 'columnKind', 'results'],
        additionalProperties: false,
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            additionalProperties: false,
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'semanticVersion', 'rules'],
                additionalProperties: false,
                properties: {
                  name: text,
                  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?$' },
                  rules: { type: 'array', uniqueItems: true, maxItems: 25_000, items: rule },
                },
              },
            },
          },
          automationDetails: {
            type: 'object',
            required: ['id'],
            additionalProperties: false,
            properties: { id: text },
          },
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          results: { type: 'array', maxItems: 24_999, items: result },
        },
      },
    },
  },
};
