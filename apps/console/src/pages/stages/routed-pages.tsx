import { getRouteApi } from '@tanstack/react-router';
import { DeploymentsPage } from './deployments-page.js';
import { StagePage } from './stage-page.js';
import { StagesPage } from './stages-page.js';

const rest = '/apis/$apiId';
const v2 = '/v2/$apiId';

const restDeployments = getRouteApi(`${rest}/deployments`);
const restStages = getRouteApi(`${rest}/stages`);
const restStage = getRouteApi(`${rest}/stages/$stageName`);
const v2Deployments = getRouteApi(`${v2}/deployments`);
const v2Stages = getRouteApi(`${v2}/stages`);
const v2Stage = getRouteApi(`${v2}/stages/$stageName`);

export function RestDeploymentsPage() {
  const { apiId } = restDeployments.useParams();
  return <DeploymentsPage version="rest" apiId={apiId} />;
}

export function RestStagesPage() {
  const { apiId } = restStages.useParams();
  return <StagesPage version="rest" apiId={apiId} />;
}

export function RestStagePage() {
  const { apiId, stageName } = restStage.useParams();
  return <StagePage version="rest" apiId={apiId} stageName={stageName} />;
}

export function V2DeploymentsPage() {
  const { apiId } = v2Deployments.useParams();
  return <DeploymentsPage version="v2" apiId={apiId} />;
}

export function V2StagesPage() {
  const { apiId } = v2Stages.useParams();
  return <StagesPage version="v2" apiId={apiId} />;
}

export function V2StagePage() {
  const { apiId, stageName } = v2Stage.useParams();
  return <StagePage version="v2" apiId={apiId} stageName={stageName} />;
}
