using 'main.bicep'

// Secrets come from the environment of the shell, so that they are in no file and no history.
param dataverseUrl = readEnvironmentVariable('CRMINSIGHTS_DATAVERSE_URL')
param signingKey = readEnvironmentVariable('CRMINSIGHTS_SIGNING_KEY')
param databasePassword = readEnvironmentVariable('CRMINSIGHTS_DATABASE_PASSWORD')
