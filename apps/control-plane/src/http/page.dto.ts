import type { Type as Class } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import type { Page } from './page.js';
import { WholeNumber } from './whole-number.js';

/** How much of a list, and from where on. */
export class PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: 'Items of a page; 25 unless given, 500 at most',
  })
  @IsOptional()
  @WholeNumber({ from: 1 })
  limit?: number;

  @ApiPropertyOptional({ description: 'The position that the page before this one has named' })
  @IsOptional()
  @IsString({ message: 'position must be given once' })
  position?: string;
}

/** The class of a page of such items, for the API page. */
export function pageOf<T>(item: Class<T>): Class<Page<T>> {
  class ItemPage implements Page<T> {
    @ApiProperty({ type: [item] })
    readonly items!: readonly T[];

    @ApiPropertyOptional({ description: 'Where the next page begins; absent on the last one' })
    readonly position?: string;
  }
  Object.defineProperty(ItemPage, 'name', { value: `${item.name}Page` });
  return ItemPage;
}
