namespace CrmInsights.Local.Import.Csv;

/// <summary>The mapping file, or the files it names, cannot be used as they are. The message says where and how to mend it.</summary>
sealed class MappingException(string message) : Exception(message);
