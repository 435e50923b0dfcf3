-- Makes a checkpoint of actions that lie in a file, one a line. How many they are.
COPY (
  SELECT * FROM read_json(:actions::VARCHAR, format = 'newline_delimited', maximum_object_size = 67108864, columns = {
    'protocol': 'STRUCT("minReaderVersion" INTEGER, "minWriterVersion" INTEGER)',
    'metaData': 'STRUCT(id VARCHAR, "name" VARCHAR, description VARCHAR, "format" STRUCT(provider VARCHAR, "options" MAP(VARCHAR, VARCHAR)), "schemaString" VARCHAR, "partitionColumns" VARCHAR[], "createdTime" BIGINT, configuration MAP(VARCHAR, VARCHAR))',
    'txn': 'STRUCT("appId" VARCHAR, "version" BIGINT, "lastUpdated" BIGINT)',
    'add': 'STRUCT(path VARCHAR, "partitionValues" MAP(VARCHAR, VARCHAR), size BIGINT, "modificationTime" BIGINT, "dataChange" BOOLEAN, stats VARCHAR, tags MAP(VARCHAR, VARCHAR))',
    'remove': 'STRUCT(path VARCHAR, "deletionTimestamp" BIGINT, "dataChange" BOOLEAN, "extendedFileMetadata" BOOLEAN, "partitionValues" MAP(VARCHAR, VARCHAR), size BIGINT)'})
) TO :file (FORMAT parquet, COMPRESSION snappy);
SELECT count(*)::BIGINT AS actions FROM read_parquet(:file::VARCHAR)
