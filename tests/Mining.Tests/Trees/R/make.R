# Writes figures.txt beside this script: two data sets of rpart and the tables of complexity of their trees. Run as "Rscript make.R" in this folder; the first line written names the
# versions. The first two lines of kyphosis' table are also printed in Therneau and Atkinson, "An Introduction to Recursive Partitioning Using the RPART Routines".
library(rpart)
write <- function(name, values) paste(c(name, sprintf("%.17g", as.numeric(values))), collapse = " ")
control <- rpart.control(cp = 0, xval = 0, maxsurrogate = 0, maxcompete = 0, minsplit = 20, minbucket = 7)
spine <- rpart(Kyphosis ~ Age + Number + Start, kyphosis, method = "class", control = control)
known <- na.omit(car.test.frame[, c("Mileage", "Weight", "Disp.", "HP")])
cars <- rpart(Mileage ~ Weight + Disp. + HP, known, method = "anova", control = control)
writeLines(c(
  sprintf("# R %s, rpart %s", getRversion(), packageVersion("rpart")),
  write("kyphosis", t(as.matrix(kyphosis[, 2:4]))), write("kyphosisLabels", kyphosis$Kyphosis == "present"),
  write("kyphosisComplexity", spine$cptable[, "CP"]), write("kyphosisLeaves", spine$cptable[, "nsplit"] + 1), write("kyphosisErrors", spine$cptable[, "rel error"]),
  write("cars", t(as.matrix(known[, 2:4]))), write("carsLabels", known$Mileage),
  write("carsComplexity", cars$cptable[, "CP"]), write("carsLeaves", cars$cptable[, "nsplit"] + 1), write("carsErrors", cars$cptable[, "rel error"])
), "figures.txt")
