import { Module } from '@nestjs/common';
import { FoldLoop } from './fold-loop.js';

@Module({ providers: [FoldLoop] })
export class FolderModule {}
