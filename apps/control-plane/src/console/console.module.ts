import { Module, type DynamicModule } from '@nestjs/common';
import { CONSOLE_FOLDER } from '../tokens.js';
import { ConsoleFiles, consoleFolder } from './console-files.js';
import { ConsoleController } from './console.controller.js';

/** The page in the browser that manages an installation by the calls that every client makes. */
@Module({})
export class ConsoleModule {
  /** From a folder; that of the build unless told. */
  static of(folder: string = consoleFolder): DynamicModule {
    return {
      module: ConsoleModule,
      controllers: [ConsoleController],
      providers: [{ provide: CONSOLE_FOLDER, useValue: folder }, ConsoleFiles],
    };
  }
}
