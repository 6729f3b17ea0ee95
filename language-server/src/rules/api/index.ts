import type { Rule } from '../rule.js';
import { graphqlHttpCache } from './graphql-http-cache.js';
import { grpcToBrowser } from './grpc-to-browser.js';
import { largeUploadThroughService } from './large-upload-through-service.js';
import { missingCompression } from './missing-compression.js';
import { missingPagination } from './missing-pagination.js';
import { offsetPagination } from './offset-pagination.js';
import { renderingMismatch } from './rendering-mismatch.js';
import { restForInternalHighRate } from './rest-for-internal-high-rate.js';
import { restVerbInPath } from './rest-verb-in-path.js';
import { sseBidirectional } from './sse-bidirectional.js';
import { unversionedPublicApi } from './unversioned-public-api.js';

export const apiRules: readonly Rule[] = [
  graphqlHttpCache,
  grpcToBrowser,
  largeUploadThroughService,
  missingCompression,
  missingPagination,
  offsetPagination,
  renderingMismatch,
  restForInternalHighRate,
  restVerbInPath,
  sseBidirectional,
  unversionedPublicApi,
];
