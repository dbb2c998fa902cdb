import streamlit as st
from dashboard import page
from dashboard.view import here
page.head(here(), "проверка <b>*x*")
