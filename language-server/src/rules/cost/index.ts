import type { Rule } from '../rule.js';
import { batchOnDemandPricing } from './batch-on-demand-pricing.js';
import { budgetExceeded } from './budget-exceeded.js';
import { coldDataOnHotStorage } from './cold-data-on-hot-storage.js';
import { commodityBuiltInHouse } from './commodity-built-in-house.js';
import { overEngineering } from './over-engineering.js';
import { pushForRareUpdates } from './push-for-rare-updates.js';
import { staticPeakProvisioning } from './static-peak-provisioning.js';
import { streamForOfflineReport } from './stream-for-offline-report.js';

export const costRules: readonly Rule[] = [
  batchOnDemandPricing,
  budgetExceeded,
  coldDataOnHotStorage,
  commodityBuiltInHouse,
  overEngineering,
  pushForRareUpdates,
  staticPeakProvisioning,
  streamForOfflineReport,
];
