import { notFound } from '../../domain-error.js';

/** A language that AWS generates clients in, and the parameters that it needs. */
export interface SdkType {
  readonly id: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly configurationProperties: readonly SdkProperty[];
}

/** A parameter of GetSdk. */
export interface SdkProperty {
  readonly name: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly required: boolean;
  readonly defaultValue: string | null;
}

const property = (
  name: string,
  friendlyName: string,
  description: string,
  more: { readonly required: boolean; readonly defaultValue?: string },
): SdkProperty => ({ name, friendlyName, description, defaultValue: null, ...more });

const classPrefix = property('classPrefix', 'Prefix', 'What the names of the generated classes begin with', {
  required: true,
});

/**
 * Ids and required properties are those of the API reference (GetSdk) and the developer guide (generating an
 * SDK); the texts are ours.
 */
export const sdkTypes: readonly SdkType[] = [
  {
    id: 'android',
    friendlyName: 'Android',
    description: 'A client for Android',
    configurationProperties: [
      property('groupId', 'Group ID', 'Maven group of the generated library', { required: true }),
      property('artifactId', 'Artifact ID', 'Maven artifact of the generated library', { required: true }),
      property('artifactVersion', 'Artifact version', 'Version of the generated library', { required: true }),
      property('invokerPackage', 'Invoker package', 'Package of the generated classes', { required: true }),
    ],
  },
  {
    id: 'java',
    friendlyName: 'Java SDK',
    description: 'A client for Java',
    configurationProperties: [
      property('service.name', 'Service name', 'What the generated client is called', { required: true }),
      property('java.package-name', 'Java package name', 'Package of the generated classes', {
        required: true,
      }),
      property('java.build-system', 'Java build system', 'Build file to add: maven or gradle', {
        required: false,
      }),
      property('java.group-id', 'Java group ID', 'Maven group of the generated library', { required: false }),
      property('java.artifact-id', 'Java artifact ID', 'Maven artifact of the generated library', {
        required: false,
      }),
      property('java.artifact-version', 'Java artifact version', 'Version of the generated library', {
        required: false,
        defaultValue: '1.0-SNAPSHOT',
      }),
    ],
  },
  {
    id: 'javascript',
    friendlyName: 'JavaScript',
    description: 'A client for browsers and Node.js',
    configurationProperties: [],
  },
  {
    id: 'objectivec',
    friendlyName: 'iOS (Objective-C)',
    description: 'A client for iOS in Objective-C',
    configurationProperties: [classPrefix],
  },
  {
    id: 'ruby',
    friendlyName: 'Ruby SDK',
    description: 'A client for Ruby',
    configurationProperties: [
      property('service.name', 'Service name', 'What the generated client is called', { required: true }),
      property('ruby.gem-name', 'Ruby gem name', 'Name of the generated gem', { required: false }),
      property('ruby.gem-version', 'Ruby gem version', 'Version of the generated gem', {
        required: false,
        defaultValue: '1.0.0',
      }),
    ],
  },
  {
    id: 'swift',
    friendlyName: 'iOS (Swift)',
    description: 'A client for iOS in Swift',
    configurationProperties: [classPrefix],
  },
];

/** AWS's text is not recorded. */
export const sdkTypeNotFound = notFound('Invalid SDK type identifier specified');
