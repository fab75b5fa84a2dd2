/** How AWS describes the deployments that writes make by themselves. */
export const automaticDeploymentDescription =
  'Automatic deployment triggered by changes to the Api configuration';

/** What a stage that deploys by itself says of the last time. */
export const deployedMessage = (deploymentId: string): string =>
  `Successfully deployed stage with deployment ID '${deploymentId}'`;
export const notDeployedMessage = (problem: string): string => `Deployment attempt failed: ${problem}`;

/**
 * How many automatic deployments of an API stay that no stage serves any more; the rest go, since every write
 * makes one. AWS keeps them; whoever wants to go back further deploys by hand.
 */
export const KEPT_AUTOMATIC_DEPLOYMENTS = 20;
