import { assumedRoundTrips } from '../../model/schema/index.js';
import type { Component, Link, Model } from '../../model/model.js';
import { constant, type Term, termsKnown } from '../cell.js';
