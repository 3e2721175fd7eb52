#!/usr/bin/env python3
"""A crawl on Spark: its stories as Parquet, and beside them what gave none.

    pip install dist/copydesk-*.whl "pyspark>=4.0" pyarrow
    examples/corpus_on_spark.py "/crawl/*.warc.gz" /out
"""
import sys

from copydesk import spark as copydesk_spark
from pyspark.sql import SparkSession, functions

crawl, out = sys.argv[1:]
spark = SparkSession.builder.appName("stories of a crawl").getOrCreate()
copydesk_spark.register(spark)

stories = spark.read.format("copydesk").option("columns", "id,url,language,title,published,text").load(crawl)
stories.where("length(text) > 200").dropDuplicates(["id"]).write.mode("overwrite").parquet(out + "/stories")

rejects = spark.read.format("copydesk").option("table", "rejects").load(crawl)
rejects.write.mode("overwrite").json(out + "/rejects")

by_language = spark.read.parquet(out + "/stories").groupBy("language").agg(functions.count("*").alias("stories"))
by_language.orderBy(functions.desc("stories"), "language").show()
spark.stop()
