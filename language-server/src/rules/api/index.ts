import type { Rule } from '../rule.js';
import { grpcToBrowser } from './grpc-to-browser.js';
import { largeUploadThroughService } from './large-upload-through-service.js';
import { missingPagination } from './missing-pagination.js';
import { offsetPagination } from './offset-pagination.js';
import { unversionedPublicApi } from './unversioned-public-api.js';

export const apiRules: readonly Rule[] = [
  grpcToBrowser,
  largeUploadThroughService,
  missingPagination,
  offsetPagination,
  unversionedPublicApi,
];
